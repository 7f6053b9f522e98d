package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Settings;

/** What the parts of a format share while they are made. */
final class FormatScope {
  /** The keys below {@code format}. */
  final Settings settings;

  final FieldNumbers numbers;
  final ReadTime readTime;

  /** Whether the keys are for one format alone, so that its time may be another than its own. */
  final boolean alone;

  FormatScope(Settings settings, FieldNumbers numbers, ReadTime readTime, boolean alone) {
    this.alone = alone;
    this.settings = settings;
    this.numbers = numbers;
    this.readTime = readTime;
  }

  /** With the keys below {@code format.group} instead, and names of fields of its own. */
  FormatScope under(String group) {
    return new FormatScope(settings.under(group), numbers.scope(), readTime, true);
  }

  /** The same, for a format that keeps the time that it has. */
  FormatScope notAlone() {
    return new FormatScope(settings, numbers, readTime, false);
  }
}
