package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random streams, out of order and below the epoch too, closed and expired at random moments,
 * against a recomputation of every window from all its lines.
 */
class RandomStreamsTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 12);

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

  @ParameterizedTest
  @CsvSource({
    "tumbling 10ms, 10, 10",
    "sliding 30ms every 10ms, 30, 10",
    "sliding 25ms every 10ms, 25, 10",
    "sliding 100ms every 1ms, 100, 1",
    "sliding 7ms every 7ms, 7, 7"
  })
  void finalRevisions_equalARecomputation(String spec, long length, long step) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = spec.hashCode() * 31L + round;
      try {
        check(spec, length, step, new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", window " + spec, e);
      }
    }
  }

  private static void check(String spec, long length, long step, Random random) {
    Aggregation aggregation =
        TestLines.aggregation(
            "groupBy",
            "name",
            "where",
            "size != 13",
            "compute",
            "count, count(size > 0) as positive, sum(size), avg(size), min(size), max(size), rate");
    WindowedAggregation windows = new WindowedAggregation(aggregation, WindowSpec.parse(spec));
    Map<Long, Map<String, List<Object>>> rows = new TreeMap<>();
    Map<Long, WindowBooks> books = new TreeMap<>();
    List<Line> lines = new ArrayList<>();
    long base = random.nextLong(400) - 300;
    long watermark = Long.MIN_VALUE / 2;
    for (int i = 0; i < 300; i++) {
      Line line = randomLine(random, base);
      lines.add(line);
      windows.add(TestLines.line(line.time, line.name, line.size));
      base += random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(3);
      if (random.nextInt(8) == 0) {
        watermark = Math.max(watermark, base - random.nextInt(50));
        collect(windows, watermark, rows, books);
      }
    }
    collect(windows, Long.MAX_VALUE / 2, rows, books);
    assertThat(rows).isEqualTo(expectedRows(lines, length, step));
    assertBooks(books, lines, length, step);
  }

  private static Line randomLine(Random random, long base) {
    String size =
        switch (random.nextInt(8)) {
          case 0 -> null;
          case 1 -> "13";
          case 2 -> "0.1";
          case 3 -> "-" + random.nextInt(1000) + "." + random.nextInt(1000);
          case 4 -> "999999999999999999";
          default -> Integer.toString(random.nextInt(1000));
        };
    return new Line(base - random.nextInt(60), "n" + random.nextInt(4), size);
  }

  private static void collect(
      WindowedAggregation windows,
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
      List<Line> lines, long length, long step) {
    Map<Long, Map<String, List<Line>>> byWindow = new TreeMap<>();
    for (Line line : lines) {
      if (!"13".equals(line.size) && line.size != null) {
        for (long end : ends(line.time, length, step)) {
          byWindow
              .computeIfAbsent(end, e -> new HashMap<>())
              .computeIfAbsent(line.name, n -> new ArrayList<>())
              .add(line);
        }
      }
    }
    Map<Long, Map<String, List<Object>>> expected = new TreeMap<>();
    byWindow.forEach(
        (end, groups) -> {
          Map<String, List<Object>> values = new HashMap<>();
          groups.forEach((name, of) -> values.put(name, expectedValues(of, length)));
          expected.put(end, values);
        });
    return expected;
  }

  private static List<Long> ends(long time, long length, long step) {
    List<Long> ends = new ArrayList<>();
    for (long end = Math.floorDiv(time, step) * step + step; end - length <= time; end += step) {
      ends.add(end);
    }
    return ends;
  }

  private static List<Object> expectedValues(List<Line> lines, long length) {
    List<BigDecimal> sizes = lines.stream().map(l -> new BigDecimal(l.size)).toList();
    BigDecimal sum = sizes.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal count = BigDecimal.valueOf(lines.size());
    MathContext digits = new MathContext(15, RoundingMode.HALF_EVEN);
    return plain(
        Arrays.asList(
            count,
            BigDecimal.valueOf(sizes.stream().filter(s -> s.signum() > 0).count()),
            sum,
            sum.divide(count, digits),
            sizes.stream().min(BigDecimal::compareTo).orElseThrow(),
            sizes.stream().max(BigDecimal::compareTo).orElseThrow(),
            count.multiply(BigDecimal.valueOf(1000)).divide(BigDecimal.valueOf(length), digits)));
  }

  private static void assertBooks(
      Map<Long, WindowBooks> books, List<Line> lines, long length, long step) {
    Map<Long, Long> in = new TreeMap<>();
    Map<Long, Long> filtered = new TreeMap<>();
    for (Line line : lines) {
      for (long end : ends(line.time, length, step)) {
        in.merge(end, 1L, Long::sum);
        filtered.merge(end, line.size == null || line.size.equals("13") ? 1L : 0L, Long::sum);
      }
    }
    Map<Long, Long> bookedIn = new TreeMap<>();
    Map<Long, Long> bookedFiltered = new TreeMap<>();
    books.forEach((end, b) -> bookedIn.put(end, b.in()));
    books.forEach((end, b) -> bookedFiltered.put(end, b.filtered()));
    assertThat(bookedIn).isEqualTo(in);
    assertThat(bookedFiltered).isEqualTo(filtered);
  }
}
