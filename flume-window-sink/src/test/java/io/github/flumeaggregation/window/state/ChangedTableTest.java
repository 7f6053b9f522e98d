package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bodies;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.row.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is another after a restart: what uses it is changed, and nothing else. */
class ChangedTableTest {
  @TempDir Path directory;
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    table = directory.resolve("t.csv");
    write("200,good\n500,bad\n");
  }

  private void write(String rows) throws IOException {
    Files.writeString(table, "status,kind\n" + rows);
  }

  private String lookup() {
    return "lookup(text(status), \"" + table + "\", \"kind\")";
  }

  private static DurableEngine open(List<String> settings) {
    return DurableEngine.open(
        States.config(Events.settings(settings.toArray(String[]::new))), FaultyDisk.sound());
  }

  private List<String> settings(String... more) {
    List<String> settings = new ArrayList<>(Arrays.asList(more));
    settings.addAll(List.of("stateDir", directory.resolve("s").toString()));
    return settings;
  }

  private List<String> groupedByKind() {
    return settings(
        "define.kind",
        lookup(),
        "aggregations.traffic.groupBy",
        "kind",
        "aggregations.traffic.compute",
        "count");
  }

  private static void add(DurableEngine engine, long offset, String body) {
    engine.add(position("f", offset, body), bytes(body), Events.WALL);
    engine.commit(Events.WALL);
  }

  private static List<String> rows(DurableEngine engine) {
    engine.channelIdle(Events.WALL);
    return bodies(engine.outbox().all(), "row").stream()
        .map(row -> row.get("group") + " " + row.get("values"))
        .toList();
  }

  @Test
  void sameTable_keepsWhatWasCountedAndStillLooksUp() {
    try (DurableEngine engine = open(groupedByKind())) {
      add(engine, 0, line(0, 200, 1));
    }
    try (DurableEngine engine = open(groupedByKind())) {
      add(engine, 1_000, line(1, 200, 1) + "\n" + line(2, 500, 1) + "\n" + line(3, 404, 1));
      assertThat(rows(engine))
          .containsExactlyInAnyOrder(
              "{\"kind\":\"good\"} {\"count\":2}",
              "{\"kind\":\"bad\"} {\"count\":1}",
              "{\"kind\":\"-\"} {\"count\":1}");
    }
  }

  @Test
  void changedTableOfAGroup_startsTheAggregationAnew() throws IOException {
    try (DurableEngine engine = open(groupedByKind())) {
      add(engine, 0, line(0, 200, 1));
    }
    write("200,fine\n");
    try (DurableEngine engine = open(groupedByKind())) {
      add(engine, 1_000, line(61, 200, 1));
      assertThat(rows(engine)).containsExactly("{\"kind\":\"fine\"} {\"count\":1}");
    }
  }

  @Test
  void changedTableOfAColumn_makesThatColumnNew() throws IOException {
    List<String> settings =
        settings(
            "aggregations.traffic.compute", "count, count(" + lookup() + " == \"good\") as good");
    try (DurableEngine engine = open(settings)) {
      add(engine, 0, line(0, 200, 1) + "\n" + line(1, 200, 1));
    }
    write("200,good\n404,good\n");
    try (DurableEngine engine = open(settings)) {
      add(engine, 1_000, line(2, 200, 1));
      assertThat(rows(engine)).containsExactly("{\"status\":\"200\"} {\"count\":3,\"good\":1}");
    }
  }

  @Test
  void tableThatIsGoneAndNotUsedAnyMore_isNoObstacle() throws IOException {
    List<String> before =
        settings("aggregations.traffic.compute", "count, distinct(" + lookup() + ") as kinds");
    try (DurableEngine engine = open(before)) {
      add(engine, 0, line(0, 200, 1));
    }
    Files.delete(table);
    try (DurableEngine engine = open(settings("aggregations.traffic.compute", "count"))) {
      add(engine, 1_000, line(1, 200, 1));
      assertThat(rows(engine)).containsExactly("{\"status\":\"200\"} {\"count\":2}");
    }
  }

  @Test
  void changes_areNamed() throws IOException {
    Job before = Job.of("w", Events.settings(groupedByKind().toArray(String[]::new)));
    Job same = Job.of("w", before.settings);
    write("200,fine\n");
    Job after = Job.of("w", Events.settings(groupedByKind().toArray(String[]::new)));

    assertThat(same.changes(before, "traffic")).isEmpty();
    assertThat(after.changes(before, "traffic")).containsExactly("lookup " + table);
    assertThat(after.changedTables(before)).containsExactly(table.toString());
    assertThat(before.changedTables(before)).isEmpty();
  }
}
