package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code top} says of its rows when there were more groups than {@code maxGroups}. */
@Tag("search")
class CertainTopTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 20);
  private static final String COLUMNS =
      "count, count(size > 4), max(size), distinct(size), rate, sum(size), avg(size), min(size)";

  private record Line(String name, int size) {}

  private static Aggregation aggregation(int maxGroups, String top) {
    List<String> settings = new ArrayList<>(List.of("groupBy", "name", "compute", COLUMNS));
    settings.addAll(List.of("maxGroups", Integer.toString(maxGroups)));
    if (!top.isEmpty()) {
      settings.addAll(List.of("top", top));
    }
    return TestLines.aggregation(settings.toArray(new String[0]));
  }

  /** Some groups of many lines and many of few, with numbers below zero too. */
  private static List<Line> lines(Random random) {
    List<Line> lines = new ArrayList<>();
    int heavy = 1 + random.nextInt(8);
    int count = 20 + random.nextInt(300);
    int least = random.nextInt(2) * -9;
    for (int i = 0; i < count; i++) {
      String name =
          random.nextBoolean() ? "heavy" + random.nextInt(heavy) : "n" + random.nextInt(60);
      lines.add(new Line(name, least + random.nextInt(name.startsWith("h") ? 20 : 10)));
    }
    return lines;
  }

  private static List<ResultRow> windowRows(List<Line> lines, int maxGroups, String top) {
    return window(lines, maxGroups, top).rows();
  }

  private static ClosedWindow window(List<Line> lines, int maxGroups, String top) {
    BatchedWindows windows =
        new BatchedWindows(aggregation(maxGroups, top), WindowSpec.parse("tumbling 1s"));
    lines.forEach(line -> windows.add(TestLines.line(0, line.name, Integer.toString(line.size))));
    return WindowedAggregationTest.drain(windows, 1_000).get(0);
  }

  private static List<ResultRow> liveRows(LiveAggregation live, List<Line> lines) {
    lines.forEach(line -> live.add(TestLines.line(0, line.name, Integer.toString(line.size))));
    return TestLines.rows(live, 1_000, 0);
  }

  /** The values of a column by group, of all the lines. */
  private static Map<String, BigDecimal> truth(List<Line> lines, String column) {
    List<ResultRow> rows = windowRows(lines, 100_000, "");
    Map<String, BigDecimal> truth = new HashMap<>();
    rows.forEach(row -> truth.put(row.group().get(0), value(row, column)));
    return truth;
  }

  private static BigDecimal value(ResultRow row, String column) {
    int index = List.of(COLUMNS.split(", ")).indexOf(column);
    return (BigDecimal) row.values().get(index);
  }

  /** No group that is not shown has a value as large as a row that is certain. */
  private static void assertCertainRowsAreInTheTop(
      List<ResultRow> rows, Map<String, BigDecimal> truth) {
    List<String> shown = rows.stream().map(row -> row.group().get(0)).toList();
    for (ResultRow row : rows) {
      if (row.isCertain() && !row.isOther()) {
        String own = row.group().get(0);
        truth.forEach(
            (name, value) ->
                assertThat(shown.contains(name) || isBefore(own, name, truth))
                    .as("%s: %s, but %s: %s", own, truth.get(own), name, value)
                    .isTrue());
      }
    }
  }

  private static boolean isBefore(String name, String other, Map<String, BigDecimal> truth) {
    int bySize = truth.get(other).compareTo(truth.get(name));
    return bySize < 0 || (bySize == 0 && name.compareTo(other) < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "count(size > 4)", "max(size)", "distinct(size)", "rate"})
  void rowOfAWindow_isCertainIfItIsLargerThanAllThatWasFolded(String column) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Line> lines = lines(new Random(seed));
      List<ResultRow> all = windowRows(lines, 20, "");
      ResultRow last = all.get(all.size() - 1);

      List<ResultRow> rows = windowRows(lines, 20, "5 by " + column);

      for (ResultRow row : rows) {
        boolean larger = !last.isOther() || value(row, column).compareTo(value(last, column)) > 0;
        assertThat(row.isCertain()).as("seed %s", seed).isEqualTo(row.isOther() || larger);
      }
      assertCertainRowsAreInTheTop(rows, truth(lines, column));
      assertThat(window(lines, 20, "5 by " + column).books().isCertain())
          .isEqualTo(rows.stream().allMatch(ResultRow::isCertain));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum(size)", "avg(size)", "min(size)"})
  void rowByAValueOfWhichAPartMayBeLarger_isCertainOnlyIfNothingWasFolded(String column) {
    List<Line> lines = lines(new Random(1));

    assertThat(windowRows(lines, 5, "3 by " + column))
        .filteredOn(row -> !row.isOther())
        .hasSize(3)
        .noneMatch(ResultRow::isCertain);
    assertThat(windowRows(lines, 1_000, "3 by " + column)).allMatch(ResultRow::isCertain);
    assertThat(window(lines, 1_000, "3 by " + column).books().isCertain()).isTrue();
  }

  @Test
  void withoutATop_noRowLosesAPlace() {
    assertThat(windowRows(lines(new Random(2)), 5, "")).allMatch(ResultRow::isCertain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "count(size > 4)", "max(size)", "distinct(size)", "rate"})
  void liveRowThatIsCertain_isInTheTop(String column) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Line> lines = lines(random);
      Aggregation aggregation = aggregation(3 + random.nextInt(20), "3 by " + column);
      Map<String, BigDecimal> truth = truth(lines, column);

      try {
        assertCertainRowsAreInTheTop(liveRows(new RunningAggregation(aggregation), lines), truth);
        assertCertainRowsAreInTheTop(
            liveRows(new SlidingAggregation(aggregation, 1_000), lines), truth);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void liveTopInAScan_isCertainWhereverGroupsHaveMoreLinesThanAFoldedOneCan() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      lines.add(new Line("scan" + i, 1));
      for (int j = 0; j < 9; j++) {
        lines.add(new Line("page" + (i * 9 + j) % 10, 1));
      }
    }
    Collections.shuffle(lines, new Random(3));
    Aggregation aggregation = aggregation(1_000, "12 by count");

    for (LiveAggregation live :
        List.of(new RunningAggregation(aggregation), new SlidingAggregation(aggregation, 1_000))) {
      List<ResultRow> rows = liveRows(live, lines);
      assertThat(rows)
          .filteredOn(row -> row.group().get(0).startsWith("page"))
          .hasSize(10)
          .allMatch(ResultRow::isCertain)
          .allMatch(row -> value(row, "count").intValue() == 18_000);
      assertThat(rows)
          .filteredOn(row -> row.group().get(0).startsWith("scan"))
          .hasSize(2)
          .noneMatch(ResultRow::isCertain);
    }
  }

  @Test
  void booksOfAnUncertainTop_stayUncertainInTheState() {
    WindowBooks books = new WindowBooks();
    books.set(3, 2, 1, false);

    ByteWriter out = new ByteWriter();
    books.encode(out);

    assertThat(books.copy().isCertain()).isFalse();
    assertThat(WindowBooks.decode(new ByteReader(out.toBytes())).isCertain()).isFalse();
  }
}
