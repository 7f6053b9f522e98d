package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.util.Map;

/** A format made of its fields, what finds them in a line, and the one that holds the time. */
final class FieldFormat implements Format {
  private final FieldNames fields;
  private final FieldReader reader;
  private final @Nullable EventTimeField time;
  private final boolean readerGivesTime;

  private FieldFormat(
      FieldNames fields,
      FieldReader reader,
      @Nullable EventTimeField time,
      boolean readerGivesTime) {
    this.fields = fields;
    this.reader = reader;
    this.time = time;
    this.readerGivesTime = readerGivesTime;
  }

  /** A format whose reader finds the time itself, if it is found at all. */
  static Format of(FieldNames fields, FieldReader reader, boolean givesTime) {
    return new FieldFormat(fields, reader, null, givesTime);
  }

  /** A format of which {@code settings} say which field holds the time. */
  static Format withTimeField(FieldNames fields, FieldReader reader, Settings settings) {
    return withTimeField(fields, reader, settings, "iso");
  }

  /** Likewise; {@code defaultPattern} says how the time is written unless the settings do. */
  static Format withTimeField(
      FieldNames fields, FieldReader reader, Settings settings, String defaultPattern) {
    @Nullable EventTimeField time = EventTimeField.read(settings, fields, defaultPattern);
    return new FieldFormat(fields, reader, time, false);
  }

  @Override
  public Fields fields() {
    return fields;
  }

  @Override
  public boolean givesTime() {
    return readerGivesTime || time != null;
  }

  @Override
  public Record newRecord() {
    return new Record(fields.size());
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    into.clear();
    if (reader.read(bytes, from, to, headers, into) && (time == null || time.setTime(into))) {
      return true;
    }
    into.clear();
    return false;
  }
}
