package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random streams, out of order, with gaps and below the epoch too, against a recomputation of the
 * window from all lines after each of them.
 */
@Tag("search")
class SlidingStreamsTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 8);
  private static final int LINES = 400;
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  private record Line(long time, String name, String size) {
    boolean isTaken() {
      return size != null && !size.equals("13");
    }
  }

  /** The window as its documentation describes it. */
  private record Window(long length, long slice) {
    boolean holds(Line line, long newest) {
      return Math.floorDiv(line.time, slice) * slice > newest - length;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 1", "100, 1", "599, 1", "700, 2", "1000, 3", "6000, 20"})
  void everyValue_equalsARecomputation(long length, long slice) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = length * 31 + round;
      try {
        check(new Window(length, slice), new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", length " + length, e);
      }
    }
  }

  private static void check(Window window, Random random) {
    SlidingAggregation sliding = sliding(window.length, 100);
    List<Line> lines = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    long late = 0;
    // How far lines are out of order: hardly, by less than half the window, or by all of it.
    int disorder = (int) (window.length * (random.nextInt(4) == 0 ? 1.2 : random.nextDouble() / 2));
    long base = random.nextLong(window.length * 2) - window.length;
    for (int i = 0; i < LINES; i++) {
      base += random.nextInt(40) == 0 ? random.nextLong(window.length * 2) : step(window, random);
      Line line = randomLine(random, base - random.nextInt(disorder + 1));
      newest = Math.max(newest, line.time);
      lines.add(line);
      late += line.isTaken() && !window.holds(line, newest) ? 1 : 0;
      Record record = TestLines.line(line.time, line.name, line.size);
      sliding.add(record);
      sliding.moveTo(record);
      assertThat(values(sliding))
          .isEqualTo(expected(held(lines, window, newest, line.name), window.length));
      assertThat(sliding.lateLines()).isEqualTo(late);
      if (random.nextInt(20) == 0) {
        long now = newest + random.nextLong(window.length + 2);
        assertThat(rows(sliding, now)).isEqualTo(expectedRows(lines, window, now));
      }
    }
  }

  private static long step(Window window, Random random) {
    return random.nextLong(Math.max(1, window.length / 40) + 1);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "1000, 5", "6000, 2"})
  void foldedGroups_leaveTheSumWholeAndTheOthersAsFarOffAsIsSaid(long length, int maxGroups) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = length * 31 + round;
      try {
        checkFolding(new Window(length, length / 300), maxGroups, new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", length " + length, e);
      }
    }
  }

  private static void checkFolding(Window window, int maxGroups, Random random) {
    SlidingAggregation sliding = sliding(window.length, maxGroups);
    List<Line> lines = new ArrayList<>();
    long newest = 0;
    for (int i = 0; i < LINES; i++) {
      long base = newest + random.nextLong(window.length / 10);
      Line line = new Line(base, "n" + (i / 30 * 10 + random.nextInt(20)), "" + random.nextInt(9));
      newest = Math.max(newest, line.time);
      lines.add(line);
      sliding.add(TestLines.line(line.time, line.name, line.size));
      checkFolded(sliding, lines, window, newest, maxGroups);
      checkHeader(sliding, held(lines, window, newest, line.name), line, window);
    }
  }

  /** A shown group lacks no more lines than is said, and no line is in no row. */
  private static void checkFolded(
      SlidingAggregation sliding, List<Line> lines, Window window, long newest, int maxGroups) {
    LiveReading reading = TestLines.read(sliding, 1, newest);
    long lacking = reading.lacking();
    Map<String, List<Object>> rows = byName(reading.rows());
    Map<String, List<Object>> expected = expectedRows(lines, window, newest);
    long counted = rows.values().stream().mapToLong(SlidingStreamsTest::count).sum();
    assertThat(counted).isEqualTo(held(lines, window, newest, null).size());
    rows.remove(ResultRow.OTHER);
    assertThat(rows.size()).isLessThanOrEqualTo(maxGroups);
    if (lacking == 0) {
      assertThat(expected).containsAllEntriesOf(rows);
    }
    rows.forEach(
        (name, values) ->
            assertThat(count(expected.get(name)))
                .isBetween(count(values), count(values) + lacking));
  }

  /** What is stamped is right, or nothing. */
  private static void checkHeader(
      SlidingAggregation sliding, List<Line> held, Line line, Window window) {
    sliding.moveTo(TestLines.line(line.time, line.name, line.size));
    List<Object> values = values(sliding);
    if (values.get(0) != null) {
      assertThat(values).isEqualTo(expected(held, window.length));
    }
  }

  private static long count(List<Object> values) {
    return ((BigDecimal) values.get(0)).longValueExact();
  }

  private static SlidingAggregation sliding(long length, int maxGroups) {
    Aggregation aggregation =
        TestLines.aggregation(
            "groupBy", "name",
            "where", "size != 13",
            "maxGroups", Integer.toString(maxGroups),
            "compute", "count, sum(size), avg(size), min(size), max(size), rate");
    return new SlidingAggregation(aggregation, length);
  }

  private static Line randomLine(Random random, long time) {
    String size =
        switch (random.nextInt(8)) {
          case 0 -> null;
          case 1 -> "13";
          case 2 -> "-" + random.nextInt(1000) + "." + random.nextInt(1000);
          default -> Integer.toString(random.nextInt(1000));
        };
    return new Line(time, "n" + random.nextInt(4), size);
  }

  /** Lines in the window, of one group or of all. */
  private static List<Line> held(List<Line> lines, Window window, long newest, String name) {
    return lines.stream()
        .filter(line -> line.isTaken() && window.holds(line, newest))
        .filter(line -> name == null || line.name.equals(name))
        .toList();
  }

  private static List<Object> values(SlidingAggregation sliding) {
    List<Object> values = new ArrayList<>();
    for (Column column : sliding.aggregation().aggregates().columns()) {
      values.add(sliding.value(column, 1));
    }
    return plain(values);
  }

  private static Map<String, List<Object>> rows(SlidingAggregation sliding, long now) {
    return byName(TestLines.rows(sliding, 1, now));
  }

  private static Map<String, List<Object>> byName(List<ResultRow> list) {
    Map<String, List<Object>> rows = new TreeMap<>();
    list.forEach(row -> rows.put(row.group().get(0), plain(row.values())));
    return rows;
  }

  private static Map<String, List<Object>> expectedRows(List<Line> lines, Window window, long now) {
    Map<String, List<Object>> rows = new TreeMap<>();
    held(lines, window, now, null).stream()
        .collect(Collectors.groupingBy(Line::name))
        .forEach((name, of) -> rows.put(name, expected(of, window.length)));
    return rows;
  }

  private static List<Object> expected(List<Line> lines, long length) {
    List<BigDecimal> sizes = lines.stream().map(line -> new BigDecimal(line.size)).toList();
    BigDecimal count = BigDecimal.valueOf(sizes.size());
    BigDecimal rate = count.multiply(BigDecimal.valueOf(1000));
    BigDecimal sum = sizes.stream().reduce(BigDecimal::add).orElse(null);
    return plain(
        Arrays.asList(
            count,
            sum,
            sum == null ? null : sum.divide(count, DIGITS),
            sizes.stream().min(Comparator.naturalOrder()).orElse(null),
            sizes.stream().max(Comparator.naturalOrder()).orElse(null),
            rate.divide(BigDecimal.valueOf(length), DIGITS)));
  }

  private static List<Object> plain(List<?> values) {
    List<Object> plain = new ArrayList<>();
    for (Object value : values) {
      plain.add(value == null ? null : ((BigDecimal) value).stripTrailingZeros());
    }
    return plain;
  }
}
