package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingAggregationTest {
  private static final long MINUTE = 60_000;

  private static SlidingAggregation count(long lengthMillis, String... keysAndValues) {
    List<String> settings = new ArrayList<>(List.of(keysAndValues));
    settings.addAll(List.of("compute", "count, sum(size), max(size), rate"));
    return new SlidingAggregation(
        TestLines.aggregation(settings.toArray(new String[0])), lengthMillis);
  }

  private static void add(SlidingAggregation sliding, long timeMillis, String name, String size) {
    sliding.add(TestLines.line(timeMillis, name, size));
  }

  /** The values after a line, for its group. */
  private static List<Object> values(SlidingAggregation sliding, String name) {
    Record record = TestLines.line(0, name, null);
    sliding.moveTo(record);
    List<Object> values = new ArrayList<>();
    for (Column column : sliding.aggregation().aggregates().columns()) {
      Object value = sliding.value(column, 1);
      values.add(value == null ? null : ((BigDecimal) value).stripTrailingZeros().toPlainString());
    }
    return values;
  }

  @Test
  void beforeTheFirstLine_valuesAreThoseOfNoLines() {
    SlidingAggregation sliding = count(MINUTE);

    assertThat(values(sliding, "a")).containsExactly("0", null, null, "0");
    assertThat(TestLines.rows(sliding, 1, 0)).hasSize(1);
    assertThat(TestLines.rows(sliding, 1, 0).get(0).values().get(0)).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void line_leavesWhenItIsAsOldAsTheWindowIsLong() {
    SlidingAggregation sliding = count(MINUTE);
    add(sliding, 0, "a", "9");
    add(sliding, 1_000, "a", "2");

    add(sliding, MINUTE - 1, "a", "1");
    assertThat(values(sliding, "a")).startsWith("3", "12", "9");
    add(sliding, MINUTE, "a", "1");
    assertThat(values(sliding, "a")).startsWith("3", "4", "2");
    add(sliding, MINUTE + 1_000, "a", "1");
    assertThat(values(sliding, "a")).startsWith("3", "3", "1");
  }

  @Test
  void rate_isPerSecondOfTheWholeWindow() {
    SlidingAggregation sliding = count(MINUTE);
    add(sliding, 0, "a", "9");
    add(sliding, 1_000, "a", "2");
    add(sliding, 2_000, "a", "2");

    assertThat(values(sliding, "a")).endsWith("0.05");
  }

  @Test
  void lineThatWhereLeavesOut_movesTheWindowAllTheSame() {
    SlidingAggregation sliding = count(MINUTE, "where", "size > 5");
    add(sliding, 0, "a", "9");

    add(sliding, MINUTE, "a", "1");

    assertThat(values(sliding, "a")).startsWith("0");
    assertThat(sliding.lateLines()).isZero();
  }

  @Test
  void lineTooOldForTheWindow_isLateUnlessWhereLeavesItOut() {
    SlidingAggregation sliding = count(MINUTE, "where", "size > 5");
    add(sliding, MINUTE, "a", "9");

    add(sliding, 0, "a", "9");
    add(sliding, 0, "a", "1");
    add(sliding, 1_000, "a", "9");

    assertThat(sliding.lateLines()).isEqualTo(1);
    assertThat(values(sliding, "a")).startsWith("2");
  }

  @Test
  void timesBelowTheEpoch_slideLikeOthers() {
    SlidingAggregation sliding = count(MINUTE);
    add(sliding, -MINUTE - 1, "a", "9");
    add(sliding, -MINUTE + 201, "a", "2");
    add(sliding, -1, "a", "1");
    assertThat(values(sliding, "a")).startsWith("2", "3", "2");
  }

  @Test
  void whileNoLinesCome_rowsShowTheWindowThatEndsNow() {
    SlidingAggregation sliding = count(MINUTE, "groupBy", "name");
    add(sliding, 0, "a", "9");
    add(sliding, 30_000, "b", "2");

    assertThat(TestLines.rows(sliding, 1, 30_000))
        .extracting(row -> row.group().get(0))
        .contains("a", "b");
    assertThat(TestLines.rows(sliding, 1, MINUTE))
        .extracting(row -> row.group().get(0))
        .containsExactly("b");
    assertThat(TestLines.rows(sliding, 1, 90_000)).isEmpty();
    assertThat(values(sliding, "a")).startsWith("1");
  }

  @Test
  void foldedGroups_addUp() {
    SlidingAggregation sliding = count(MINUTE, "groupBy", "name", "maxGroups", "3");
    for (int i = 0; i < 100; i++) {
      add(sliding, i * 200L, "n" + i % 50, "1");
    }

    List<ResultRow> rows = TestLines.rows(sliding, 1, 20_000);

    assertThat(rows).hasSize(4);
    assertThat(rows.get(3).group()).containsExactly(ResultRow.OTHER);
    assertThat(rows.stream().mapToLong(row -> ((BigDecimal) row.values().get(0)).longValue()).sum())
        .isEqualTo(100);
  }

  @Test
  void groupsWhoseLinesHaveLeft_giveTheirPlaceBack() {
    SlidingAggregation sliding = count(MINUTE, "groupBy", "name", "maxGroups", "10");
    for (int i = 0; i < 1_000; i++) {
      add(sliding, 0, "scan" + i, "1");
    }
    for (int i = 0; i < 10; i++) {
      add(sliding, MINUTE, "n" + i, "1");
    }

    LiveReading reading = TestLines.read(sliding, 1, MINUTE);

    assertThat(reading.folded()).isZero();
    assertThat(reading.lacking()).isZero();
    assertThat(reading.rows()).hasSize(10).noneMatch(row -> row.group().contains(ResultRow.OTHER));
    assertThat(values(sliding, "n3")).startsWith("1");
  }

  @Test
  void groupsOfManyLines_stayInAScanOfOthers() {
    SlidingAggregation sliding = count(MINUTE, "groupBy", "name", "maxGroups", "20");
    for (int i = 0; i < 20_000; i++) {
      add(sliding, i, i % 2 == 0 ? "n" + i % 20 : "scan" + i, "1");
    }

    LiveReading reading = TestLines.read(sliding, 1, 20_000);

    for (int i = 0; i < 20; i += 2) {
      assertThat(values(sliding, "n" + i)).startsWith("1000");
    }
    assertThat(reading.folded()).isPositive();
    assertThat(reading.lacking()).isBetween(1L, 20_000L / 21);
  }

  @Test
  void groupOfMostLines_isShownAlthoughSomeOfThemWereFolded() {
    SlidingAggregation sliding = count(MINUTE, "groupBy", "name", "maxGroups", "1");
    addAll(sliding, 0, "old,old,old,old,old,most,most,most,most,b,most,most,most,most");

    ResultRow shown = TestLines.rows(sliding, 1, 0).get(0);

    assertThat(shown.group()).containsExactly("most");
    assertThat(shown.values().get(0)).isEqualTo(BigDecimal.valueOf(4));
  }

  @Test
  void groupWhoseOldLinesLeftBeforeItWasFolded_lacksNoMoreThanIsSaid() {
    SlidingAggregation sliding = count(300, "groupBy", "name", "maxGroups", "1");
    addAll(sliding, 0, "g,g,g");
    addAll(sliding, 1, "h,h,h,x"); // g stays: three lines of h are folded
    addAll(sliding, 300, "g,g,g,p,p,p,p,q"); // the first lines of g have left; three are folded
    addAll(sliding, 301, "g"); // the lines of h leave

    LiveReading reading = TestLines.read(sliding, 1, 301);

    assertThat(reading.rows().get(0).group()).containsExactly("p");
    assertThat(reading.lacking()).isEqualTo(3);
  }

  private static void addAll(SlidingAggregation sliding, long timeMillis, String names) {
    for (String name : names.split(",")) {
      add(sliding, timeMillis, name, "1");
    }
  }

  @Test
  void groupThatWasFolded_hasNoValueUntilTheFoldedLinesHaveLeft() {
    SlidingAggregation sliding = count(MINUTE, "groupBy", "name", "maxGroups", "1");
    add(sliding, 0, "many", "1");
    add(sliding, 0, "many", "1");
    add(sliding, 0, "few", "1");
    add(sliding, 0, "few2", "1");

    assertThat(values(sliding, "many")).startsWith("2");
    assertThat(values(sliding, "few")).containsOnlyNulls();
    add(sliding, 1, "few", "1");
    assertThat(values(sliding, "few")).containsOnlyNulls();
    add(sliding, MINUTE + 1, "few", "1");
    assertThat(values(sliding, "few")).startsWith("1");
  }

  @Test
  void lengthOfZero_isRefused() {
    assertThatThrownBy(() -> count(0)).hasMessageContaining("must be above 0");
  }
}
