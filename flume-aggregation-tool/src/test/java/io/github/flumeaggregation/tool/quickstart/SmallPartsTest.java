package io.github.flumeaggregation.tool.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a line or two each. */
class SmallPartsTest {
  @TempDir Path dir;

  @Test
  void amounts() {
    assertThat(Amounts.bytes(BigDecimal.valueOf(999))).isEqualTo("999 B");
    assertThat(Amounts.bytes(BigDecimal.valueOf(2_747_282_505L))).isEqualTo("2.7 GB");
    assertThat(Amounts.percent(1, 80)).isEqualTo("1.25%");
    assertThat(Amounts.percent(0, 0)).isEqualTo("0.00%");
    assertThat(Amounts.minutes(59)).isEqualTo("59 min");
    assertThat(Amounts.minutes(61)).isEqualTo("1 h 1 min");
    assertThat(Amounts.minutes(1440 * 3 + 60)).isEqualTo("3 d 1 h");
  }

  @Test
  void slowWriter_writesTheLinesAsOfNow() throws Exception {
    Path log = dir.resolve("sample.log");
    long now = 1_779_012_000_000L;
    List<String> sample =
        List.of("a - - [17/May/2015:10:05:03 +0000] \"GET /$1[x] HTTP/1.1\" 200 1", "no time");
    SlowWriter writer = new SlowWriter(sample, log, now);
    writer.writeUpTo(now);
    List<String> history = Files.readAllLines(log);
    assertThat(history.size() / (double) SlowWriter.HISTORY_SECONDS).isBetween(9.0, 11.0);
    assertThat(history.get(0))
        .isEqualTo("a - - [17/May/2026:09:40:01 +0000] \"GET /$1[x] HTTP/1.1\" 200 1");
    assertThat(history.get(1)).isEqualTo("no time");
    writer.writeUpTo(now + 999);
    assertThat(Files.readAllLines(log)).hasSameSizeAs(history);
    writer.writeUpTo(now + 1000);
    assertThat(Files.readAllLines(log).size() - history.size()).isBetween(7, 13);
  }

  @Test
  void sparkline_showsTheLeastAsALowBar_andNothingAsABlank() {
    assertThat(Sparkline.of(new long[] {0, 1, 50, 100})).isEqualTo(" ▁▄█");
    assertThat(Sparkline.of(new long[] {})).isEmpty();
    assertThat(Sparkline.of(new long[] {1})).isEqualTo("█");
  }

  @Test
  void visible_cutsAndShowsControlCharacters() {
    assertThat(Visible.of("/a\u001b[2Jb", 20)).isEqualTo("/a?[2Jb");
    assertThat(Visible.of("/abcdef", 4)).isEqualTo("/ab…");
  }

  @Test
  void totals_areFewEnoughWhateverTheSpan() {
    assertThat(LogSpan.step(0)).isEqualTo("1m");
    assertThat(LogSpan.step(720)).isEqualTo("1m");
    assertThat(LogSpan.step(1440)).isEqualTo("10m");
    assertThat(LogSpan.step(30 * 1440)).isEqualTo("1h");
    assertThat(LogSpan.step(3650 * 1440L)).isEqualTo("1d");
  }

  @Test
  void compressedLog_isReadLikeAPlainOne() throws Exception {
    Path file = dir.resolve("a.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("one\ntwo\nthr".getBytes(StandardCharsets.UTF_8));
    }
    LogFile log = LogFile.read(file);
    assertThat(log.lines).isEqualTo(2);
    assertThat(log.hasUnfinishedLine).isTrue();
    assertThat(log.last).isEqualTo("two".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void conf_isThatOfTheExample_withWhatTheFormatAsksFor() throws Exception {
    LogFormat format =
        KnownFormats.choose(
            "$time_iso8601 \"$request\" $request_time",
            List.of("2026-05-17T10:05:43Z \"GET /\" 1.000".getBytes(StandardCharsets.UTF_8)));
    List<String> conf =
        new AgentConf(format, List.of("path", "method"), "1h")
            .applyTo(
                List.of(
                    "a1.sinks.windows.format = combined",
                    "a1.sinks.windows.aggregations = perMinute busiest",
                    "a1.sinks.windows.aggregations.perMinute.groupBy = status",
                    "a1.sinks.windows.aggregations.busiest.groupBy = path"));
    assertThat(conf)
        .contains(
            "a1.sinks.windows.format = nginx",
            "a1.sinks.windows.format.pattern = $time_iso8601 \"$request\" $request_time",
            "a1.sinks.windows.aggregations = perMinute busiest duration",
            "a1.sinks.windows.aggregations.busiest.groupBy = path, method",
            "a1.sinks.windows.aggregations.busiest.window = total every 1h",
            "a1.sources.log.interceptors.live.format = nginx")
        .doesNotContain("a1.sinks.windows.aggregations.perMinute.groupBy = status");
  }

  @Test
  void fieldsWithOtherCharacters_areQuoted() throws Exception {
    LogFormat format =
        KnownFormats.choose(
            "json",
            List.of(
                "{\"time\":\"2026-05-17T10:05:43Z\",\"x-y\":1}".getBytes(StandardCharsets.UTF_8)));
    assertThat(new AgentConf(format, List.of("x-y"), "1m").applyTo(List.of()))
        .contains("a1.sinks.windows.aggregations.busiest.groupBy = `x-y`");
  }
}
