package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Takes the event time from the header that Flume has for it, whatever time a line has. */
final class TimestampReader implements FieldReader {
  private static final String HEADER = "timestamp";

  private final FieldReader reader;

  private TimestampReader(FieldReader reader) {
    this.reader = reader;
  }

  /** Lines of {@code lines}, of which only those with the header are read. */
  static FormatPart part(FormatPart lines) {
    return new FormatPart(lines.fields, new TimestampReader(lines.reader), true);
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    return reader.read(bytes, from, to, headers, into) && setTime(headers, into);
  }

  private static boolean setTime(Map<String, String> headers, Record into) {
    @Nullable String timestamp = headers.get(HEADER);
    try {
      into.setTimeMillis(Long.parseLong(timestamp == null ? "" : timestamp));
      return into.hasTime();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (!reader.read(bytes, from, to, headers, into)) {
      return reader.explain(bytes, from, to, headers, into);
    }
    @Nullable String timestamp = headers.get(HEADER);
    byte[] value = (timestamp == null ? "" : timestamp).getBytes(StandardCharsets.UTF_8);
    String expected =
        (timestamp == null
                ? "the header 'timestamp', which the event lacks,"
                : "in the header 'timestamp' a number of milliseconds")
            + " (time = header; a timestamp interceptor at the source sets it)";
    return Mismatch.ofTime(expected, value, 0, value.length, 0);
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
