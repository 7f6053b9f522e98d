package io.github.flumeaggregation.core.window;

import static io.github.flumeaggregation.core.window.TestLines.aggregation;
import static io.github.flumeaggregation.core.window.TestLines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code maxGroups} and {@code top}: what is kept, what has rows. */
class LimitsTest {
  private static BatchedWindows windows(String window, String... settings) {
    List<String> all = new ArrayList<>(List.of("groupBy", "name", "compute", "count, sum(size)"));
    all.addAll(List.of(settings));
    return new BatchedWindows(aggregation(all.toArray(String[]::new)), WindowSpec.parse(window));
  }

  @Test
  void groupThatHasLeftTheWindow_isNotRetractedWithThoseThatLoseTheirRows() {
    BatchedWindows windows = windows("sliding 20ms every 10ms", "maxGroups", "2");
    windows.add(line(0, "gone", "1"));
    windows.add(line(10, "a", "1"));
    WindowedAggregationTest.drain(windows, 30);
    windows.add(line(12, "b", "1"));
    windows.add(line(12, "c", "1"));

    ClosedWindow second = WindowedAggregationTest.drain(windows, 30).get(1);

    assertThat(second.startMillis()).isEqualTo(10);
    assertThat(second.rows()).extracting(row -> row.group().get(0)).doesNotContain("gone");
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
