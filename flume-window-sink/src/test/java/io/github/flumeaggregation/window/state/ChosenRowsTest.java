package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bodies;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.FileFormat;
import io.github.flumeaggregation.window.row.NewestRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that are computed of others, and {@code having}, which chooses rows by their columns. */
class ChosenRowsTest {
  private static final String COMPUTE = "count, sum(bytes) / count as mean, sum(bytes)";

  @TempDir Path directory;

  private DurableEngine open(String state, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "stateDir",
                directory.resolve(state).toString(),
                "aggregations.traffic.compute",
                COMPUTE));
    all.addAll(Arrays.asList(settings));
    return DurableEngine.open(
        States.config(Events.settings(all.toArray(String[]::new))), FaultyDisk.sound());
  }

  private static void add(DurableEngine engine, long offset, String body) {
    engine.add(position("f", offset, body), bytes(body), Events.WALL);
    engine.commit(Events.WALL);
  }

  /** The first lines of the log, in one event. */
  private static void addBlock(DurableEngine engine, String... lines) {
    add(engine, 0, String.join("\n", lines));
  }

  private static List<String> rows(DurableEngine engine) {
    return bodies(engine.outbox().all(), "row").stream()
        .map(row -> row.get("group") + " " + row.get("values") + " " + row.get("retracted"))
        .toList();
  }

  @Test
  void computedColumn_isExact_andNullWithoutAValue() {
    String compute =
        "errors / count as ratio, count(status >= 500) as errors, count, sum(bytes),"
            + " round(sum(bytes) / errors, 1) as each, ratio * 100 as percent, first(bytes) - 1 as f,"
            + " max(bytes) - min(bytes), max(bytes), min(bytes), first(bytes)";
    try (DurableEngine engine = open("s", "aggregations.traffic.compute", compute)) {
      add(engine, 0, line(0, 500, 5) + "\n" + line(1, 500, 6) + "\n" + line(2, 200, 3));
      engine.channelIdle(Events.WALL);
      assertThat(rows(engine))
          .containsExactly(
              "{\"status\":\"200\"} {\"ratio\":0,\"errors\":0,\"count\":1,\"sum(bytes)\":3,"
                  + "\"each\":null,\"percent\":0,\"f\":2,\"max(bytes) - min(bytes)\":0,"
                  + "\"max(bytes)\":3,\"min(bytes)\":3,\"first(bytes)\":3} false",
              "{\"status\":\"500\"} {\"ratio\":1,\"errors\":2,\"count\":2,\"sum(bytes)\":11,"
                  + "\"each\":5.5,\"percent\":100,\"f\":4,\"max(bytes) - min(bytes)\":1,"
                  + "\"max(bytes)\":6,\"min(bytes)\":5,\"first(bytes)\":5} false");
    }
  }

  @Test
  void rowThatFallsOutByARevision_isRetracted_andMayComeBack() {
    String[] settings = {"aggregations.traffic.having", "mean < 10 and count > 1 or count > 3"};
    List<String> rows;
    try (DurableEngine engine = open("s", settings)) {
      add(engine, 0, line(0, 200, 5) + "\n" + line(1, 200, 6) + "\n" + line(2, 500, 6));
      add(engine, 1_000, line(120, 404, 1));
    }
    try (DurableEngine engine = open("s", settings)) {
      add(engine, 2_000, line(3, 200, 100));
    }
    try (DurableEngine engine = open("s", settings)) {
      add(engine, 3_000, line(4, 200, 1));
      rows = rows(engine);
      assertThat(bodies(engine.outbox().all(), "books"))
          .filteredOn(books -> books.get("scope").getAsString().equals("window"))
          .extracting(books -> books.getAsJsonObject("lines").get("aggregated").getAsInt())
          .containsExactly(3, 4, 5);
    }
    assertThat(rows)
        .containsExactly(
            "{\"status\":\"200\"} {\"count\":2,\"mean\":5.5,\"sum(bytes)\":11} false",
            "{\"status\":\"200\"} {\"count\":0,\"mean\":null,\"sum(bytes)\":null} true",
            "{\"status\":\"200\"} {\"count\":4,\"mean\":28,\"sum(bytes)\":112} false");
  }

  @Test
  void histogram_canBeComputedWithChosenByAndWrittenAsAvro() throws IOException {
    try (DurableEngine engine =
        open(
            "s",
            "aggregations.traffic.compute",
            "histogram(bytes, 10, 0.5e3) as size, round(size.le.10 / size.le.inf, 2) as small",
            "aggregations.traffic.having",
            "size.le.inf > 1 and size.sum > 0",
            "aggregations.traffic.top",
            "1 by size.le.500")) {
      addBlock(
          engine,
          line(0, 200, 10),
          line(1, 200, 11),
          line(2, 200, 501),
          line(2, 404, 1),
          line(3, 500, 7));
      engine.channelIdle(Events.WALL);
      assertThat(rows(engine))
          .containsExactly(
              "{\"status\":\"200\"} {\"size.le.10\":1,\"size.le.500\":2,\"size.le.inf\":3,"
                  + "\"size.sum\":522,\"small\":0.33} false",
              "{\"status\":\"(other)\"} {\"size.le.10\":2,\"size.le.500\":2,\"size.le.inf\":2,"
                  + "\"size.sum\":8,\"small\":1} false");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      FileFormat.AVRO.write(engine.outbox().all(), "a", out);
      try (DataFileReader<GenericRecord> reader =
          new DataFileReader<>(
              new SeekableByteArrayInput(out.toByteArray()), new GenericDatumReader<>())) {
        assertThat(reader.next().get("exact").toString())
            .contains("size.le.500=2", "size.le.inf=3", "size.sum=522", "small=0.33");
      }
    }
  }

  @Test
  void groupsThatAreLeftOut_areNotInATop_butInItsRest() {
    try (DurableEngine engine =
        open(
            "s",
            "aggregations.traffic.having",
            "count > 1",
            "aggregations.traffic.top",
            "1 by mean")) {
      addBlock(
          engine,
          line(0, 200, 5),
          line(1, 200, 6),
          line(2, 404, 1),
          line(2, 404, 2),
          line(3, 500, 900));
      engine.channelIdle(Events.WALL);
      assertThat(rows(engine))
          .containsExactly(
              "{\"status\":\"200\"} {\"count\":2,\"mean\":5.5,\"sum(bytes)\":11} false",
              "{\"status\":\"(other)\"} {\"count\":3,\"mean\":301,\"sum(bytes)\":903} false");
    }
  }

  @Test
  void alert_judgesColumnsOfAHistogramAndComputedOnes() {
    try (DurableEngine engine =
        open(
            "s",
            "define.kib",
            "bytes / 1024",
            "aggregations.traffic.compute",
            "histogram(kib, 0.5, 4) as size, size.le.0.5 / size.le.inf as small",
            "aggregations.traffic.having",
            "size.le.inf > 1",
            "alerts",
            "large",
            "alerts.large.on",
            "traffic",
            "alerts.large.when",
            "small < 0.6 and size.le.4 == size.le.inf",
            "alerts.large.maxAge",
            "off")) {
      addBlock(
          engine,
          line(0, 200, 512),
          line(1, 200, 4096),
          line(2, 404, 512),
          line(3, 404, 5000),
          line(4, 500, 4000));
      engine.channelIdle(Events.WALL);
      assertThat(engine.outbox().all())
          .filteredOn(row -> "alert".equals(row.headers().get("type")))
          .extracting(
              row -> Events.alert(row).getAsJsonObject("labels").get("status").getAsString())
          .containsExactly("200");
    }
  }

  @Test
  void changedHaving_keepsWhatWasCounted() {
    try (DurableEngine engine = open("s", "aggregations.traffic.having", "count > 5")) {
      add(engine, 0, line(0, 200, 5) + "\n" + line(1, 200, 6));
    }
    try (DurableEngine engine = open("s", "aggregations.traffic.having", "count > 2")) {
      add(engine, 1_000, line(2, 200, 7));
      engine.channelIdle(Events.WALL);
      assertThat(rows(engine))
          .containsExactly("{\"status\":\"200\"} {\"count\":3,\"mean\":6,\"sum(bytes)\":18} false");
    }
  }

  @Test
  void wrongHaving_isAFaultWithItsKey() {
    assertThatThrownBy(() -> open("s", "aggregations.traffic.having", "cuont > 1"))
        .hasMessageContaining("aggregations.traffic.having = 'cuont > 1'")
        .hasMessageContaining("unknown column 'cuont' (did you mean 'count'?)");
    assertThatThrownBy(() -> open("s", "aggregations.traffic.having", ""))
        .hasMessageContaining("say which rows are wanted, such as 'count > 10'");
  }

  @Test
  void chosenRows_areThoseOfASinkThatSendsAll_howeverLateAndOftenRestarted() {
    for (int seed = 0; seed < 24; seed++) {
      Random random = new Random(seed);
      String window = List.of("tumbling 1m", "sliding 5m every 1m", "total every 1m").get(seed % 3);
      String[] settings = {
        "aggregations.traffic.window",
        window,
        "aggregations.traffic.having",
        "count > 2 and mean < 50"
      };
      NewestRows chosen = new NewestRows();
      NewestRows all = new NewestRows();
      DurableEngine some = open("h" + seed, settings);
      DurableEngine every = open("a" + seed, "aggregations.traffic.window", window);
      long second = 0;
      for (int i = 0; i < 60; i++) {
        second += random.nextInt(30);
        long late = random.nextInt(3) == 0 ? random.nextInt(400) : 0;
        String line =
            line(Math.max(0, second - late), 200 + random.nextInt(3), random.nextInt(120));
        add(some, i * 1_000L, line);
        add(every, i * 1_000L, line);
        if (random.nextInt(8) == 0) {
          some.close();
          some = open("h" + seed, settings);
        }
      }
      some.channelIdle(Events.WALL);
      every.channelIdle(Events.WALL);
      chosen.add(some.outbox().all());
      all.add(every.outbox().all());
      some.close();
      every.close();
      all.bodies().forEach((name, body) -> check(name, body, chosen.bodies()));
    }
  }

  private static void check(String name, String body, Map<String, String> chosen) {
    JsonObject row = JsonParser.parseString(body).getAsJsonObject();
    boolean isChosen = true;
    if (row.get("type").getAsString().equals("row")) {
      JsonObject values = row.getAsJsonObject("values");
      BigDecimal mean = values.get("mean").getAsBigDecimal();
      isChosen = values.get("count").getAsInt() > 2 && mean.compareTo(BigDecimal.valueOf(50)) < 0;
    }
    if (isChosen) {
      assertThat(chosen.get(name)).as(name).isEqualTo(body);
    } else if (chosen.containsKey(name)) {
      assertThat(chosen.get(name)).as(name).contains("\"retracted\":true");
    }
  }
}
