package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bodies;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that come and go while windows are open: the others keep what they have counted. */
class CarriedColumnsTest {
  private static final List<String> COLUMNS =
      List.of(
          "count",
          "count(status == 500) as errors",
          "sum(bytes)",
          "avg(bytes)",
          "min(bytes)",
          "max(bytes)",
          "stddev(bytes)",
          "variancePop(bytes)",
          "first(bytes)",
          "last(bytes)",
          "p99(bytes)",
          "histogram(bytes, 2, 5) as size",
          "distinct(bytes)");

  private static final List<String> WINDOWS =
      List.of(
          "tumbling 1m", "sliding 5m every 1m", "calendar day in Asia/Shanghai", "total every 1m");

  @TempDir Path directory;

  private DurableEngine open(String state, String window, String compute, String... more) {
    List<String> settings = new ArrayList<>(Arrays.asList(more));
    settings.addAll(
        List.of(
            "stateDir", directory.resolve(state).toString(),
            "aggregations.traffic.window", window,
            "aggregations.traffic.compute", compute));
    return DurableEngine.open(
        States.config(Events.settings(settings.toArray(String[]::new))), FaultyDisk.sound());
  }

  private static void add(DurableEngine engine, long offset, String body) {
    engine.add(position("f", offset, body), bytes(body), Events.WALL);
    engine.commit(Events.WALL);
  }

  @Test
  void addedColumn_countsFromThenAndTheBooksSaySo() {
    try (DurableEngine engine = open("s", "tumbling 1m", "count")) {
      add(engine, 0, line(0, 200, 5) + "\n" + line(10, 200, 7));
    }
    try (DurableEngine engine = open("s", "tumbling 1m", "count, sum(bytes)")) {
      add(engine, 1_000, line(20, 200, 100) + "\n" + line(61, 200, 1));
      engine.channelIdle(Events.WALL);
      List<OutboxRow> rows = engine.outbox().all();

      assertThat(bodies(rows, "row"))
          .extracting(row -> row.get("values").toString())
          .containsExactly("{\"count\":3,\"sum(bytes)\":100}", "{\"count\":1,\"sum(bytes)\":1}");
      assertThat(bodies(rows, "books"))
          .filteredOn(books -> books.get("scope").getAsString().equals("window"))
          .extracting(books -> String.valueOf(books.get("since")))
          .containsExactly("{\"sum(bytes)\":\"2015-05-17T10:05:10Z\"}", "null");
    }
  }

  @Test
  void renamedColumn_keepsWhatItHasCounted() {
    try (DurableEngine engine = open("s", "total every 1m", "count(status == 500) as errors")) {
      add(engine, 0, line(0, 500, 5));
    }
    try (DurableEngine engine = open("s", "total every 1m", "count(status == 500) as failed")) {
      add(engine, 1_000, line(61, 500, 5));
      engine.channelIdle(Events.WALL);

      assertThat(bodies(engine.outbox().all(), "row"))
          .extracting(row -> row.get("values").toString())
          .contains("{\"failed\":2}");
    }
  }

  @Test
  void otherConditionUnderTheSameName_isANewColumn() {
    try (DurableEngine engine = open("s", "total every 1m", "count(status == 500) as errors")) {
      add(engine, 0, line(0, 500, 5));
    }
    try (DurableEngine engine = open("s", "total every 1m", "count(status >= 400) as errors")) {
      add(engine, 1_000, line(61, 500, 5));
      engine.channelIdle(Events.WALL);

      assertThat(bodies(engine.outbox().all(), "books"))
          .anyMatch(books -> String.valueOf(books.get("since")).contains("errors"));
    }
  }

  @Test
  void otherDefinition_makesAColumnThatUsesItANewOne() {
    String compute = "count, sum(b), count(failed) as errors, count(bytes > 0)";
    String[] before = {"define.b", "a * 2", "define.a", "bytes", "define.failed", "status >= 500"};
    try (DurableEngine engine = open("s", "total every 1m", compute, before)) {
      add(engine, 0, line(0, 500, 5));
    }
    String[] same = {"define.b", "a * 2", "define.a", "bytes", "define.failed", "status >= 500"};
    try (DurableEngine engine = open("s", "total every 1m", compute + ", max(a)", same)) {
      add(engine, 1_000, line(61, 500, 5));
      engine.channelIdle(Events.WALL);
      assertThat(bodies(engine.outbox().all(), "books"))
          .extracting(books -> String.valueOf(books.get("since")))
          .contains("{\"max(a)\":\"2015-05-17T10:05:00Z\"}");
    }
    String[] after = {"define.b", "a * 2", "define.a", "-bytes", "define.failed", "status > 500"};
    try (DurableEngine engine = open("s", "total every 1m", compute, after)) {
      add(engine, 2_000, line(121, 500, 5));
      engine.channelIdle(Events.WALL);
      assertThat(bodies(engine.outbox().all(), "books"))
          .extracting(books -> String.valueOf(books.get("since")))
          .anyMatch(since -> since.contains("sum(b)") && since.contains("errors"))
          .noneMatch(since -> since.contains("count(bytes > 0)"));
    }
  }

  @Test
  void otherDefinitionOfAGroup_startsAnew_anotherThatIsNotUsedDoesNot() {
    String[] settings = {
      "define.g",
      "a",
      "define.a",
      "class(status)",
      "define.other",
      "bytes",
      "aggregations.traffic.groupBy",
      "g"
    };
    try (DurableEngine engine = open("s", "tumbling 1m", "count", settings)) {
      add(engine, 0, line(0, 200, 5));
    }
    settings[5] = "bytes * 2";
    try (DurableEngine engine = open("s", "tumbling 1m", "count", settings)) {
      add(engine, 1_000, line(10, 200, 5));
    }
    settings[3] = "status";
    try (DurableEngine engine = open("s", "tumbling 1m", "count", settings)) {
      add(engine, 2_000, line(20, 200, 5) + "\n" + line(61, 200, 1));
      engine.channelIdle(Events.WALL);

      assertThat(bodies(engine.outbox().all(), "row"))
          .extracting(row -> row.getAsJsonObject("window").get("start").getAsString())
          .containsExactly("2015-05-17T10:06:00Z");
    }
  }

  @Test
  void otherGroupBy_startsAnew() {
    try (DurableEngine engine = open("s", "tumbling 1m", "count")) {
      add(engine, 0, line(0, 200, 5));
    }
    try (DurableEngine engine =
        open("s", "tumbling 1m", "count", "aggregations.traffic.groupBy", "method")) {
      add(engine, 1_000, line(20, 200, 5) + "\n" + line(61, 200, 1));
      engine.channelIdle(Events.WALL);

      assertThat(bodies(engine.outbox().all(), "row"))
          .extracting(row -> row.getAsJsonObject("window").get("start").getAsString())
          .containsExactly("2015-05-17T10:06:00Z");
    }
  }

  @Test
  void columnsThatBothHave_areThoseOfASinkThatAlwaysHadThem() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      String window = WINDOWS.get(seed % WINDOWS.size());
      List<String> kept = some(random);
      List<String> lines = randomLines(random);
      int change = random.nextInt(lines.size());
      DurableEngine changed = open("c" + seed, window, compute(kept, some(random), random));
      DurableEngine steady = open("a" + seed, window, compute(kept, List.of(), random));
      for (int i = 0; i < lines.size(); i++) {
        if (i == change) {
          changed.close();
          changed = open("c" + seed, window, compute(kept, some(random), random));
        }
        add(changed, i * 1_000L, lines.get(i));
        add(steady, i * 1_000L, lines.get(i));
      }
      assertThat(rows(changed, kept)).as("seed %d", seed).isEqualTo(rows(steady, kept));
    }
  }

  private static List<String> some(Random random) {
    return COLUMNS.stream().filter(column -> random.nextBoolean()).collect(Collectors.toList());
  }

  private static String compute(List<String> kept, List<String> more, Random random) {
    List<String> columns = new ArrayList<>(kept);
    more.stream().filter(column -> !kept.contains(column)).forEach(columns::add);
    Collections.shuffle(columns, random);
    return columns.isEmpty() ? "count" : String.join(", ", columns);
  }

  private static List<String> randomLines(Random random) {
    List<String> lines = new ArrayList<>();
    long second = 0;
    for (int i = 0; i < 40; i++) {
      second += random.nextInt(40);
      long late = random.nextInt(4) == 0 ? random.nextInt(600) : 0;
      lines.add(
          line(Math.max(0, second - late), 200 + 100 * random.nextInt(4), random.nextInt(99)));
    }
    return lines;
  }

  /** Of each window and group the kept columns of the newest revision. */
  private static Map<String, Map<String, String>> rows(DurableEngine engine, List<String> kept) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    try (DurableEngine closed = engine) {
      closed.channelIdle(Events.WALL);
      for (JsonObject row : bodies(closed.outbox().all(), "row")) {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonElement> value : row.getAsJsonObject("values").entrySet()) {
          values.put(value.getKey(), value.getValue().toString());
        }
        values.keySet().retainAll(kept.stream().map(c -> c.replaceAll(".* as ", "")).toList());
        rows.put(row.get("window") + " " + row.get("group"), values);
      }
    }
    return rows;
  }
}
