package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads extended log files of the W3C, as IIS and CloudFront write them: a line {@code #Fields: ..}
 * says what the lines after it hold, and a file may have several. What it said is remembered by
 * file (for the {@link #MOST_FILES} of which lines came last); a file whose line was read before
 * the agent was started has the columns of the configuration.
 */
final class W3cReader implements FieldReader {
  private static final int MOST_FILES = 10_000;
  private static final String DIRECTIVE = "#Fields:";
  private static final List<String> TIME = Arrays.asList("date", "time");

  private final W3cFields wanted = new W3cFields();
  private final W3cColumns configured;

  /** By file, the one whose lines came longest ago first. */
  private final Map<String, W3cColumns> byFile =
      new LinkedHashMap<String, W3cColumns>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, W3cColumns> eldest) {
          return size() > MOST_FILES;
        }
      };

  private String lastFile = "";
  private W3cColumns lastColumns;

  private W3cReader(List<String> columns) {
    configured = new W3cColumns(columns, wanted);
    lastColumns = configured;
  }

  /** Reads {@code columns}, and which fields are the time if it is not {@code date} and so on. */
  static FormatPart part(FormatScope scope) {
    W3cReader reader = new W3cReader(scope.settings.words("columns"));
    FieldNames fields = WantedFields.ofAnyName(scope.numbers, reader.wanted);
    if (scope.settings.has("timeField")) {
      return TimedReader.part(fields, reader, scope);
    }
    TimeText time = TimeSettings.read(scope, "iso");
    @Nullable EventTimeField field = EventTimeField.of(scope.settings, TIME, fields, time);
    return field == null
        ? new FormatPart(fields, reader, true)
        : new FormatPart(fields, new TimedReader(reader, field), true);
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (from < to && bytes[from] == '#') {
      readDirective(bytes, from, to, headers);
      return false;
    }
    return columns(headers).read(bytes, from, to, into) == W3cColumns.ALL;
  }

  private void readDirective(byte[] bytes, int from, int to, Map<String, String> headers) {
    byte[] directive = DIRECTIVE.getBytes(StandardCharsets.US_ASCII);
    if (Scan.isAt(bytes, from, to, directive)) {
      int start = from + directive.length;
      String names = new String(bytes, start, to - start, StandardCharsets.UTF_8).trim();
      List<String> columns =
          names.isEmpty() ? Collections.emptyList() : Arrays.asList(names.split("\\s+"));
      lastFile = file(headers);
      lastColumns = new W3cColumns(columns, wanted);
      byFile.put(lastFile, lastColumns);
    }
  }

  private W3cColumns columns(Map<String, String> headers) {
    String file = file(headers);
    if (!file.equals(lastFile)) {
      lastFile = file;
      lastColumns = byFile.getOrDefault(file, configured);
    }
    return lastColumns;
  }

  /** The file of the event, as our source or Flume's names it; empty if neither does. */
  private static String file(Map<String, String> headers) {
    String file = headers.get(PositionHeaders.FILE);
    return file == null ? headers.getOrDefault("file", "") : file;
  }

  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (from < to && bytes[from] == '#') {
      return null;
    }
    W3cColumns columns = columns(headers);
    if (columns.count() == 0) {
      String expected =
          "a line '#Fields: ..' before all others (of this file none has come since the start;"
              + " format.columns can name the columns)";
      return Mismatch.of(expected, bytes, from, to, from);
    }
    int found = columns.read(bytes, from, to, into);
    String expected = columns.count() + " columns, as #Fields says (there are " + found + ")";
    return Mismatch.of(expected, bytes, from, to, to);
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    columns(headers).addNames(names);
  }

  @Override
  public boolean takesAnyName() {
    return true;
  }

  @Override
  public boolean remembersLines() {
    return true;
  }
}
