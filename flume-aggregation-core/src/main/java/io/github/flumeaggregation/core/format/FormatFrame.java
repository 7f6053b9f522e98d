package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;

/** What stands around the lines of a format, and which of their fields are split. */
final class FormatFrame {
  private FormatFrame() {}

  /** The part within what {@code field}, {@code prefix} and the like say; itself without those. */
  static FormatPart read(FormatScope scope, FormatPart part) {
    FormatPart whole =
        LineInField.part(scope, LinePrefix.part(scope, SplitField.part(scope, part)));
    if (!holdsTime(scope)) {
      return whole;
    }
    @Nullable EventTimeField time = EventTimeField.read(scope, whole.fields, "iso");
    return time == null
        ? whole
        : new FormatPart(whole.fields, new TimedReader(whole.reader, time), true);
  }

  /** Whether the time field is one of those around the line. */
  static boolean holdsTime(FormatScope scope) {
    String field = scope.settings.text("timeField", "");
    return field.startsWith(LineInField.NAMES) || field.startsWith(LinePrefix.NAMES);
  }
}
