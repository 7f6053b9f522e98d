package io.github.flumeaggregation.core.window;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random streams, out of order and below the epoch too, closed and expired at random moments,
 * against a recomputation of every window from all its lines.
 */
class RandomStreamsTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 4);

  private static final int NAMES = 4;

  /** After all windows. */
  private static final long END = Long.MAX_VALUE / 2;

  private static final class Line {
    final long time;
    final String name;
    final String size;

    Line(long time, String name, String size) {
      this.time = time;
      this.name = name;
      this.size = size;
    }
  }

  /** How the small numbers that are drawn become points in time. */
  private record Scale(long originMillis, long unitMillis) {
    static final Scale MILLIS = new Scale(0, 1);

    long time(long units) {
      return originMillis + units * unitMillis;
    }
  }

  /** Which windows, by their ends, are emitted for these lines, and which lines each contains. */
  private interface Naive {
    Map<Long, List<Line>> windows(List<Line> lines);
  }

  @ParameterizedTest
  @CsvSource({
    "tumbling 10ms, 10, 10",
    "sliding 30ms every 10ms, 30, 10",
    "sliding 25ms every 10ms, 25, 10",
    "sliding 100ms every 1ms, 100, 1",
    "sliding 7ms every 7ms, 7, 7"
  })
  void finalRevisions_equalARecomputation(String spec, long length, long step) {
    checkRounds(spec, length, Scale.MILLIS, lines -> fixedWindows(lines, length, step));
  }

  private static Map<Long, List<Line>> fixedWindows(List<Line> lines, long length, long step) {
    Map<Long, List<Line>> windows = new TreeMap<>();
    for (Line line : lines) {
      long lastStart = Math.floorDiv(line.time, step) * step;
      for (long start = lastStart; start + length > line.time; start -= step) {
        windows.computeIfAbsent(start + length, e -> new ArrayList<>()).add(line);
      }
    }
    return windows;
  }

  @Test
  void finalRevisionsOfTotals_equalARecomputation() {
    checkRounds("total every 10ms", null, Scale.MILLIS, RandomStreamsTest::totals);
  }

  /** The stream runs over the day on which the clocks are put forward or back, or the epoch. */
  @ParameterizedTest
  @CsvSource({
    "HOUR, Europe/Berlin, 2024-03-31, 180000",
    "HOUR, Europe/Berlin, 2024-10-27, 180000",
    "HOUR, America/New_York, 2024-11-03, 180000",
    "HOUR, Australia/Lord_Howe, 2024-04-07, 180000",
    "HOUR, Australia/Lord_Howe, 2024-10-06, 180000",
    "DAY, Europe/Berlin, 2024-03-31, 1200000",
    "DAY, America/New_York, 2024-03-10, 1200000",
    "DAY, Asia/Shanghai, 1970-01-01, 1200000",
    "WEEK, America/New_York, 2024-11-03, 7200000",
    "MONTH, Europe/Berlin, 2024-03-01, 14400000"
  })
  void finalRevisionsOfCalendars_equalARecomputation(
      CalendarWindows.Unit unit, String zoneName, LocalDate day, long unitMillis) {
    ZoneId zone = ZoneId.of(zoneName);
    Scale scale = new Scale(day.atStartOfDay(zone).toInstant().toEpochMilli(), unitMillis);
    NavigableSet<Long> cuts =
        new TreeSet<>(CalendarWindowsTest.cuts(unit, zone, scale.time(-600), scale.time(3_000)));
    String spec = "calendar " + unit.name().toLowerCase(Locale.ROOT) + " in " + zoneName;
    checkRounds(spec, null, scale, lines -> lines.stream().collect(groupingBy(l -> end(cuts, l))));
  }

  private static Long end(NavigableSet<Long> cuts, Line line) {
    return Objects.requireNonNull(cuts.higher(line.time));
  }

  private static Map<Long, List<Line>> totals(List<Line> lines) {
    Map<Long, List<Line>> windows = new TreeMap<>();
    for (Line line : lines) {
      long end = Math.floorDiv(line.time, 10L) * 10 + 10;
      windows.put(end, lines.stream().filter(other -> other.time < end).toList());
    }
    return windows;
  }

  /** With {@code length} null, the rate is not compared. */
  private static void checkRounds(String spec, Long length, Scale scale, Naive naive) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = spec.hashCode() * 31L + round;
      try {
        check(spec, length, scale, naive, new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", window " + spec, e);
      }
    }
  }

  private static void check(String spec, Long length, Scale scale, Naive naive, Random random) {
    String columns =
        "count, count(size > 0) as positive, sum(size), avg(size), min(size), max(size)";
    Aggregation aggregation =
        TestLines.aggregation(
            "groupBy",
            "name",
            "where",
            "size != 13",
            "compute",
            columns + (length == null ? "" : ", rate"));
    BatchedWindows windows = new BatchedWindows(aggregation, WindowSpec.parse(spec));
    Map<Long, Map<String, List<Object>>> rows = new TreeMap<>();
    Map<Long, WindowBooks> books = new TreeMap<>();
    List<Line> lines = new ArrayList<>();
    long base = random.nextLong(400) - 300;
    long watermark = -1_000_000;
    for (int i = 0; i < 300; i++) {
      Line line = randomLine(random, base, scale);
      lines.add(line);
      windows.add(TestLines.line(line.time, line.name, line.size));
      base += random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(3);
      if (random.nextInt(4) == 0) {
        windows = again(windows, aggregation, spec, random);
      }
      if (random.nextInt(8) == 0) {
        watermark = Math.max(watermark, base - random.nextInt(50));
        collect(windows, scale.time(watermark), rows, books);
        // No line comes more than 60 units late, so none is lost by this.
        windows.expire(scale.time(watermark - 120));
      }
    }
    collect(windows, END, rows, books);
    assertThat(rows).isEqualTo(expectedRows(naive.windows(lines), length));
    assertBooks(books, naive.windows(lines));
    windows.expire(END);
    assertNothingIsLeft(windows, WindowSpec.parse(spec).isTotal());
    for (int i = 0; i < 100; i++) {
      Line line = randomLine(random, random.nextInt(800) - 300, scale);
      windows.add(TestLines.line(line.time, line.name, line.size));
    }
    windows.flush(new ByteWriter());
    windows.expire(END + 1);
    assertNothingIsLeft(windows, WindowSpec.parse(spec).isTotal());
  }

  /** Of windows that are final no group is kept, whatever late lines come; a total goes on. */
  private static void assertNothingIsLeft(BatchedWindows windows, boolean isTotal) {
    assertThat(windows.slices()).isZero();
    assertThat(windows.groups()).isZero();
    assertThat(windows.closeNext(END)).isNull();
    String state = new String(encoded(windows), StandardCharsets.ISO_8859_1);
    for (int i = 0; i < NAMES; i++) {
      assertThat(state.split(name(i), -1)).as("name %d in the state", i).hasSize(isTotal ? 2 : 1);
    }
  }

  private static String name(int number) {
    return "name-" + number;
  }

  /** Half of the time, what a restart makes of it: written down and read back. */
  private static BatchedWindows again(
      BatchedWindows windows, Aggregation aggregation, String spec, Random random) {
    ByteWriter log = new ByteWriter();
    windows.flush(log);
    BatchedWindows restarted = new BatchedWindows(aggregation, WindowSpec.parse(spec));
    restarted.decode(new ByteReader(encoded(windows)));
    assertThat(encoded(restarted)).isEqualTo(encoded(windows));
    return random.nextBoolean() ? windows : restarted;
  }

  private static byte[] encoded(BatchedWindows windows) {
    ByteWriter out = new ByteWriter();
    windows.encode(out);
    return out.toBytes();
  }

  private static Line randomLine(Random random, long base, Scale scale) {
    String size =
        switch (random.nextInt(8)) {
          case 0 -> null;
          case 1 -> "13";
          case 2 -> "0.1";
          case 3 -> "-" + random.nextInt(1000) + "." + random.nextInt(1000);
          case 4 -> "999999999999999999";
          default -> Integer.toString(random.nextInt(1000));
        };
    return new Line(scale.time(base - random.nextInt(60)), name(random.nextInt(NAMES)), size);
  }

  private static void collect(
      BatchedWindows windows,
      long watermark,
      Map<Long, Map<String, List<Object>>> rows,
      Map<Long, WindowBooks> books) {
    for (ClosedWindow window : WindowedAggregationTest.drain(windows, watermark)) {
      assertThat(window.endMillis()).isLessThanOrEqualTo(watermark);
      WindowBooks before = books.put(window.endMillis(), window.books());
      assertThat(window.books().revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
      for (ResultRow row : window.rows()) {
        rows.computeIfAbsent(window.endMillis(), e -> new HashMap<>())
            .put(row.group().get(0), plain(row.values()));
      }
    }
  }

  private static List<Object> plain(List<Object> values) {
    List<Object> plain = new ArrayList<>();
    for (Object value : values) {
      plain.add(value == null ? null : ((BigDecimal) value).stripTrailingZeros());
    }
    return plain;
  }

  private static Map<Long, Map<String, List<Object>>> expectedRows(
      Map<Long, List<Line>> windows, Long length) {
    Map<Long, Map<String, List<Object>>> expected = new TreeMap<>();
    windows.forEach(
        (end, lines) -> {
          Map<String, List<Line>> byName =
              lines.stream()
                  .filter(RandomStreamsTest::isAccepted)
                  .collect(Collectors.groupingBy(line -> line.name));
          if (!byName.isEmpty()) {
            Map<String, List<Object>> values = new HashMap<>();
            byName.forEach((name, of) -> values.put(name, expectedValues(of, length)));
            expected.put(end, values);
          }
        });
    return expected;
  }

  private static boolean isAccepted(Line line) {
    return line.size != null && !line.size.equals("13");
  }

  private static List<Object> expectedValues(List<Line> lines, Long length) {
    List<BigDecimal> sizes = lines.stream().map(l -> new BigDecimal(l.size)).toList();
    BigDecimal sum = sizes.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal count = BigDecimal.valueOf(lines.size());
    MathContext digits = new MathContext(15, RoundingMode.HALF_EVEN);
    List<Object> values = new ArrayList<>();
    values.add(count);
    values.add(BigDecimal.valueOf(sizes.stream().filter(s -> s.signum() > 0).count()));
    values.add(sum);
    values.add(sum.divide(count, digits));
    values.add(sizes.stream().min(BigDecimal::compareTo).orElseThrow());
    values.add(sizes.stream().max(BigDecimal::compareTo).orElseThrow());
    if (length != null) {
      values.add(
          count.multiply(BigDecimal.valueOf(1000)).divide(BigDecimal.valueOf(length), digits));
    }
    return plain(values);
  }

  private static void assertBooks(Map<Long, WindowBooks> books, Map<Long, List<Line>> windows) {
    Map<Long, String> booked = new TreeMap<>();
    books.forEach((end, b) -> booked.put(end, b.in() + " in, " + b.filtered() + " filtered"));
    Map<Long, String> expected = new TreeMap<>();
    windows.forEach(
        (end, lines) -> {
          long filtered = lines.stream().filter(line -> !isAccepted(line)).count();
          expected.put(end, lines.size() + " in, " + filtered + " filtered");
        });
    assertThat(booked).isEqualTo(expected);
  }

  @Test
  void replayOfTheLog_hasTheSameEffectAsTheLines() {
    Aggregation aggregation =
        TestLines.aggregation("groupBy", "name", "compute", "count, p50(size), distinct(size)");
    BatchedWindows live = new BatchedWindows(aggregation, WindowSpec.parse("total every 7ms"));
    BatchedWindows replayed = new BatchedWindows(aggregation, WindowSpec.parse("total every 7ms"));
    Random random = new Random(17);
    for (int i = 0; i < 2_000; i++) {
      Line line = randomLine(random, i / 4, Scale.MILLIS);
      live.add(TestLines.line(line.time, line.name, line.size));
      if (random.nextInt(20) == 0) {
        ByteWriter log = new ByteWriter();
        live.flush(log);
        replayed.replay(new ByteReader(log.toBytes()));
        long watermark = i / 4 - 30L;
        WindowedAggregationTest.drain(live, watermark);
        WindowedAggregationTest.drain(replayed, watermark);
        live.expire(watermark - 20);
        replayed.expire(watermark - 20);
        assertThat(encoded(replayed)).isEqualTo(encoded(live));
      }
    }
  }

  @Test
  void aggregationsThatShareTheirLines_sayTheSameAsEachByItself() {
    Aggregation aggregation =
        TestLines.aggregation("groupBy", "name", "compute", "count, sum(size), p50(size)");
    List<String> specs =
        List.of("tumbling 60ms", "sliding 300ms every 20ms", "total every 20ms", "tumbling 50ms");
    List<BatchedWindows> alone = new ArrayList<>();
    List<WindowedAggregation> sharing = new ArrayList<>();
    for (String spec : specs) {
      alone.add(new BatchedWindows(aggregation, WindowSpec.parse(spec)));
      sharing.add(new WindowedAggregation(aggregation, WindowSpec.parse(spec)));
    }
    StagedLines shared = new StagedLines(sharing.get(0));
    assertThat(shared.share(sharing.get(1))).isTrue();
    assertThat(shared.share(sharing.get(2))).isTrue();
    assertThat(shared.share(sharing.get(3))).as("slices of 50 ms and of 20 ms").isFalse();
    StagedLines own = new StagedLines(sharing.get(3));
    Random random = new Random(23);
    for (int i = 0; i < 4_000; i++) {
      Line line = randomLine(random, i / 4, Scale.MILLIS);
      Record record = TestLines.line(line.time, line.name, line.size);
      alone.forEach(windows -> windows.add(record));
      shared.add(record);
      own.add(record);
      if (i % StagedLines.MOST_UNSETTLED == 0) {
        shared.settle();
        own.settle();
      }
      if (random.nextInt(50) == 0) {
        alone.forEach(windows -> windows.flush(new ByteWriter()));
        shared.flush(new ByteWriter());
        own.flush(new ByteWriter());
        assertSame(alone, sharing, i / 4 - 30L);
      }
    }
  }

  /** Closes and expires both; lines come up to 60 ms late, so some are in the books only. */
  private static void assertSame(
      List<BatchedWindows> alone, List<WindowedAggregation> sharing, long watermark) {
    for (int i = 0; i < alone.size(); i++) {
      BatchedWindows one = alone.get(i);
      WindowedAggregation other = sharing.get(i);
      assertThat(texts(() -> closeNext(other, watermark)))
          .isEqualTo(texts(() -> one.closeNext(watermark)));
      assertThat(texts(() -> other.hasLateBooks() ? other.lateBooksNext() : null))
          .isEqualTo(texts(one::lateBooksNext));
      one.expire(watermark - 20);
      other.expire(watermark - 20);
      assertThat(other.nextExpiry()).isEqualTo(one.nextExpiry());
      assertThat(other.groups()).isEqualTo(one.groups());
    }
  }

  private static ClosedWindow closeNext(WindowedAggregation windows, long limit) {
    ClosedWindow closed = null;
    while (closed == null && windows.isDue(limit)) {
      closed = windows.closeNext(limit);
    }
    return closed;
  }

  /** What is emitted; the order of the rows is that in which their groups came. */
  private static List<String> texts(Supplier<ClosedWindow> emissions) {
    List<String> texts = new ArrayList<>();
    for (ClosedWindow w = emissions.get(); w != null; w = emissions.get()) {
      WindowBooks books = w.books();
      texts.add(w.endMillis() + " " + books.in() + " " + books.late() + " " + books.revision());
      w.rows().stream().map(row -> row.group() + "=" + row.values()).sorted().forEach(texts::add);
    }
    return texts;
  }
}
