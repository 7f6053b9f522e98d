package io.github.flumeaggregation.core.format;

/** A format, or a part of one: its fields and what finds them in a line. */
final class FormatPart {
  final FieldNames fields;
  final FieldReader reader;

  /** Whether a line that is read has an event time. */
  final boolean givesTime;

  FormatPart(FieldNames fields, FieldReader reader, boolean givesTime) {
    this.fields = fields;
    this.reader = reader;
    this.givesTime = givesTime;
  }
}
