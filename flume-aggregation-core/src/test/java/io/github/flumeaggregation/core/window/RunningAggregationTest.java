package io.github.flumeaggregation.core.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningAggregationTest {
  private final Map<String, String> settings =
      new HashMap<>(Map.of("compute", "count, sum(bytes)"));
  private final Format format = Formats.read(Settings.of("test", Map.of()));

  private RunningAggregation aggregation() {
    return new RunningAggregation(
        Aggregation.read("t", Settings.of("test", settings), format.fields()));
  }

  private Record line(int status, int bytes) {
    String request = "h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" ";
    byte[] line = (request + status + " " + bytes + " \"-\" \"-\"").getBytes(UTF_8);
    Record record = format.newRecord();
    assertThat(format.parse(line, 0, line.length, Map.of(), record)).isTrue();
    return record;
  }

  private static Object count(RunningAggregation aggregation, Record record) {
    Column count = aggregation.aggregation().aggregates().columns().get(0);
    aggregation.moveTo(record);
    return aggregation.value(count, 1);
  }

  @Test
  void withoutGroups_thereIsOneRowFromTheBeginning() {
    List<ResultRow> rows = TestLines.rows(aggregation(), 1, 0);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).group()).isEmpty();
    assertThat(rows.get(0).values()).containsExactly(BigDecimal.ZERO, null);
  }

  @Test
  void value_isThatOfTheLinesGroup() {
    settings.put("groupBy", "status");
    RunningAggregation aggregation = aggregation();
    aggregation.add(line(200, 1));
    aggregation.add(line(200, 1));
    aggregation.add(line(404, 1));

    assertThat(count(aggregation, line(200, 9))).isEqualTo(BigDecimal.valueOf(2));
    assertThat(count(aggregation, line(404, 9))).isEqualTo(BigDecimal.ONE);
    assertThat(count(aggregation, line(500, 9))).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void moreGroupsThanAllowed_addUpToAllLines() {
    settings.put("groupBy", "status");
    settings.put("maxGroups", "5");
    RunningAggregation aggregation = aggregation();
    for (int status = 100; status < 200; status++) {
      aggregation.add(line(status, 2));
    }

    List<ResultRow> rows = TestLines.rows(aggregation, 1, 0);

    assertThat(rows).hasSize(6);
    assertThat(rows.get(5).group()).containsExactly(ResultRow.OTHER);
    assertThat(rows.get(5).values().get(0)).isEqualTo(BigDecimal.valueOf(95));
    assertThat((BigDecimal) rows.get(5).values().get(1)).isEqualByComparingTo("190");
  }

  @Test
  void groupOfMostLines_isShownAlthoughSomeOfThemWereFolded() {
    settings.put("groupBy", "status");
    settings.put("maxGroups", "1");
    RunningAggregation aggregation = aggregation();
    for (int status :
        new int[] {200, 200, 200, 200, 200, 404, 404, 404, 404, 500, 404, 404, 404, 404}) {
      aggregation.add(line(status, 2));
    }

    ResultRow shown = TestLines.rows(aggregation, 1, 0).get(0);

    assertThat(shown.group()).containsExactly("404");
    assertThat(shown.values().get(0)).isEqualTo(BigDecimal.valueOf(4));
  }
}
