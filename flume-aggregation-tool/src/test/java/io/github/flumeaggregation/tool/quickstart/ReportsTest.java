package io.github.flumeaggregation.tool.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  private static final String LINE =
      "203.0.113.9 - - [17/May/2026:10:05:43 +0000] \"GET /a HTTP/1.1\" 200 6300 \"-\" \"-\" 0.010";

  @TempDir Path dir;
  private Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(dir.resolve("rows"));
  }

  private static String row(
      String aggregation, String start, String end, String group, String values, int revision) {
    return String.format(
        "{\"type\":\"row\",\"id\":\"q/%1$s/%2$s/%3$s/%7$s/%6$d\",\"aggregation\":\"%1$s\","
            + "\"window\":{\"start\":\"%2$s\",\"end\":\"%3$s\"},\"group\":{%4$s},"
            + "\"values\":{%5$s},\"revision\":%6$d}",
        aggregation, start, end, group, values, revision, group.replace("\"", ""));
  }

  private static String minute(int minute, int status, int count, int bytes, int revision) {
    return row(
        "perMinute",
        String.format("2026-05-17T10:%02d:00Z", minute),
        String.format("2026-05-17T10:%02d:00Z", minute + 1),
        "\"status\":\"" + status + "\"",
        "\"count\":" + count + ",\"bytes\":" + bytes,
        revision);
  }

  private static String busiest(String end, String path, int count) {
    return row(
        "busiest",
        "1970-01-01T00:00:00Z",
        end,
        "\"path\":\"" + path + "\"",
        "\"count\":" + count + ",\"bytes\":1500",
        1);
  }

  private Facts facts(String... rows) throws Exception {
    Files.write(folder.resolve("1"), List.of(rows));
    Rows read = new Rows(folder);
    assertThat(read.refresh()).isTrue();
    LogFile log = LogFile.read(Files.writeString(dir.resolve("a.log"), LINE + "\n"));
    LogFormat format = KnownFormats.choose(null, log.head);
    return new Facts(List.of(log), format, List.of("path"), read, dir);
  }

  private Facts example() throws Exception {
    return facts(
        minute(5, 200, 1, 10, 1),
        minute(5, 200, 8, 80, 2),
        minute(5, 503, 2, 20, 1),
        minute(8, 200, 5, 1000, 1),
        busiest("2026-05-17T10:06:00Z", "/old", 99),
        busiest("2026-05-17T10:09:00Z", "/a", 9),
        busiest("2026-05-17T10:09:00Z", "/<script>", 6),
        busiest("2026-05-17T10:09:00Z", "(other)", 50),
        row(
            "duration",
            "1970-01-01T00:00:00Z",
            "2026-05-17T10:09:00Z",
            "",
            "\"p50\":0.01,\"p99\":1.9",
            1),
        "{\"type\":\"books\",\"id\":\"q/books/7\",\"scope\":\"sink\",\"lines\":{\"read\":16,"
            + "\"counted\":15,\"unparsed\":1,\"duplicate\":0,\"future\":0},\"revision\":7}");
  }

  @Test
  void text_saysWhatTheNewestRowsSay_inLinesOf80Columns() throws Exception {
    List<String> report = TextReport.of(example());
    assertThat(report)
        .contains(
            "Lines     1 in a.log, format combined",
            "Span      2026-05-17 10:05 to 2026-05-17 10:09 UTC, 4 min",
            "Requests  █  ▄  up to 10 a minute",
            "Bytes     1.1 kB (1100)",
            "5xx       13.33% (2 of 15)",
            "Duration  p50 0.01, p99 1.9 seconds",
            "  read                    16   = the four below: the books balance",
            "    unparsed               1")
        .noneMatch(line -> line.contains("/old") || line.contains("(other)"));
    assertThat(report.size()).isLessThan(40);
    assertThat(report)
        .filteredOn(line -> !line.contains(dir.toString()))
        .allMatch(line -> line.length() <= TextReport.COLUMNS);
  }

  @Test
  void text_showsTheWholeSampleRow() throws Exception {
    String joined = String.join("", TextReport.of(example())).replace(" ", "");
    assertThat(joined).contains(minute(5, 200, 1, 10, 1).replace(" ", ""));
  }

  @Test
  void page_hasTheSameNumbers_andNothingOfTheLogAsMarkup() throws Exception {
    assertThat(HtmlReport.of(example()))
        .startsWith("<!DOCTYPE html>")
        .contains("13.33%", "1.1 kB (1100)", "/&lt;script&gt;", "<title>10</title>")
        .doesNotContain("<script", "http://", "https://");
  }

  @Test
  void rows_thatAreStillWritten_areReadOnceTheyAreComplete() throws Exception {
    Path file = folder.resolve("1");
    byte[] row = minute(5, 200, 8, 80, 1).getBytes(StandardCharsets.UTF_8);
    Rows rows = new Rows(folder);
    Files.write(file, java.util.Arrays.copyOf(row, 20));
    assertThat(rows.refresh()).isFalse();
    Files.write(
        file, (new String(row, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(rows.refresh()).isTrue();
    assertThat(rows.of("perMinute")).hasSize(1);
  }

  @Test
  void longSpan_isDrawnInAsManyBarsAsThereIsRoom() throws Exception {
    Summary summary = facts(minute(0, 200, 1, 1, 1), minute(58, 200, 1, 1, 1)).summary;
    assertThat(summary.stretches(20)).hasSize(20).startsWith(1).endsWith(1);
    assertThat(summary.minutesEach(20)).isEqualTo(3);
  }
}
