package io.github.flumeaggregation.core.window;

import static io.github.flumeaggregation.core.window.TestLines.aggregation;
import static io.github.flumeaggregation.core.window.TestLines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code maxGroups} and {@code top}: what is kept, and that order and merging do not matter. */
class LimitsTest {
  private static BatchedWindows windows(String window, String... settings) {
    List<String> all = new ArrayList<>(List.of("groupBy", "name", "compute", "count, sum(size)"));
    all.addAll(List.of(settings));
    return new BatchedWindows(aggregation(all.toArray(String[]::new)), WindowSpec.parse(window));
  }

  @Test
  void groupsThatAreKept_dependNeitherOnTheOrderOfLinesNorOnWhenWindowsClose() {
    Random random = new Random(3);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      numbers.add(random.nextInt(300));
    }
    Map<String, String> expected = finalRows(numbers, 2_000);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(numbers, random);
      assertThat(finalRows(numbers, 1 + random.nextInt(400))).isEqualTo(expected);
    }
  }

  /** Window and group to values, of the highest revisions; retracted rows are taken out. */
  private static Map<String, String> finalRows(List<Integer> numbers, int batch) {
    BatchedWindows windows = windows("sliding 100ms every 50ms", "maxGroups", "20");
    Map<String, String> rows = new TreeMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      int number = numbers.get(i);
      windows.add(line(number % 3 * 50L, "n" + number, Integer.toString(number)));
      if (i % batch == batch - 1) {
        collect(windows, rows);
      }
    }
    collect(windows, rows);
    return rows;
  }

  private static void collect(BatchedWindows windows, Map<String, String> rows) {
    for (ClosedWindow window : WindowedAggregationTest.drain(windows, 1_000)) {
      for (ResultRow row : window.rows()) {
        String key = window.endMillis() + " " + row.group();
        if (row.isRetracted()) {
          rows.remove(key);
        } else {
          rows.put(key, row.values().toString());
        }
      }
    }
  }

  @Test
  void top_emitsTheLargestAndTheRestAsOther() {
    BatchedWindows windows = windows("tumbling 1s", "top", "2 by sum(size)");
    windows.add(line(0, "a", "5"));
    windows.add(line(0, "b", "9"));
    windows.add(line(0, "c", "1"));
    windows.add(line(0, "d", "5"));

    List<ResultRow> rows = WindowedAggregationTest.drain(windows, 1_000).get(0).rows();

    assertThat(rows).extracting(row -> row.group().get(0)).containsExactly("a", "b", "(other)");
    assertThat(rows.get(2).values()).containsExactly(BigDecimal.valueOf(2), BigDecimal.valueOf(6));
  }

  @Test
  void tiesInTheTop_goByTheGroupAsTextIsSorted() {
    BatchedWindows windows = windows("tumbling 1s", "top", "3 by count");
    for (String name : new String[] {"/9", "/10", "/", "/2", "/1"}) {
      windows.add(line(0, name, "1"));
    }

    List<ResultRow> rows = WindowedAggregationTest.drain(windows, 1_000).get(0).rows();

    assertThat(rows)
        .extracting(row -> row.group().get(0))
        .containsExactlyInAnyOrder("/", "/1", "/10", "(other)");
  }

  @Test
  void groupThatDropsOutOfTheTop_isRetracted() {
    BatchedWindows windows = windows("tumbling 1s", "top", "1 by count");
    windows.add(line(0, "a", "5"));
    WindowedAggregationTest.drain(windows, 1_000);
    windows.add(line(0, "b", "1"));
    windows.add(line(0, "b", "1"));

    List<ResultRow> rows = WindowedAggregationTest.drain(windows, 1_000).get(0).rows();

    assertThat(rows).extracting(row -> row.group().get(0)).containsExactly("b", "(other)", "a");
    assertThat(rows).extracting(ResultRow::isRetracted).containsExactly(false, false, true);
    assertThat(rows.get(2).values())
        .as("its lines are in (other) now")
        .containsExactly(BigDecimal.ZERO, null);
  }

  @Test
  void wrongTop_isRefusedWithTheNearestColumn() {
    assertThatThrownBy(() -> windows("tumbling 1s", "top", "2 by sum(sise)"))
        .hasMessageContaining("top = '2 by sum(sise)'")
        .hasMessageContaining("did you mean 'sum(size)'?");
    assertThatThrownBy(() -> windows("tumbling 1s", "top", "0 by count"))
        .hasMessageContaining("above 0");
  }
}
