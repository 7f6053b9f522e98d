package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Takes the event time from a field of a line that another reader has read. */
final class TimedReader implements FieldReader {
  private final FieldReader reader;
  private final EventTimeField time;

  TimedReader(FieldReader reader, EventTimeField time) {
    this.reader = reader;
    this.time = time;
  }

  /** The part whose time field is as the settings say, ISO-8601 unless they do. */
  static FormatPart part(FieldNames fields, FieldReader reader, FormatScope scope) {
    return part(fields, reader, scope, "iso");
  }

  /** Likewise; {@code defaultPattern} says how the time is written unless the settings do. */
  static FormatPart part(
      FieldNames fields, FieldReader reader, FormatScope scope, String defaultPattern) {
    if (FormatFrame.holdsTime(scope)) {
      return new FormatPart(fields, reader, true);
    }
    @Nullable EventTimeField time = EventTimeField.read(scope, fields, defaultPattern);
    return time == null
        ? new FormatPart(fields, reader, scope.settings.has("timeField"))
        : new FormatPart(fields, new TimedReader(reader, time), true);
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    return reader.read(bytes, from, to, headers, into) && time.setTime(into);
  }

  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (!reader.read(bytes, from, to, headers, into)) {
      return reader.explain(bytes, from, to, headers, into);
    }
    Set<String> names = new TreeSet<>();
    reader.addNames(bytes, from, to, headers, names);
    return time.explain(into, bytes, from, to, names);
  }

  @Override
  public boolean takesAnyName() {
    return reader.takesAnyName();
  }

  @Override
  public boolean remembersLines() {
    return reader.remembersLines();
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    reader.addNames(bytes, from, to, headers, names);
  }
}
