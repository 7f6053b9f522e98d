package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts across restarts and power failures. */
class DurableAlertsTest {
  private static final int KILLS = Integer.getInteger("test.kills", 150);

  @TempDir Path directory;

  private static final String[] ALERTS = {
    "aggregations", "traffic slow",
    "aggregations.slow.window", "sliding 3m every 1m",
    "aggregations.slow.compute", "avg(bytes) as size",
    "alerts", "errors slow",
    "alerts.errors.on", "traffic",
    "alerts.errors.when", "count > 12",
    "alerts.errors.for", "1m",
    "alerts.errors.resolve", "count < 8",
    "alerts.errors.samples", "1",
    "alerts.errors.maxAge", "off",
    "alerts.errors.resendEvery", "off",
    "alerts.slow.on", "slow",
    "alerts.slow.when", "size > 502",
    "alerts.slow.maxAge", "off",
    "alerts.slow.resendEvery", "off"
  };

  private StateConfig config(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("stateDir", directory.resolve("state").toString()));
    return States.config(Events.settings(all.toArray(String[]::new)));
  }

  private static String[] with(String... more) {
    return Stream.concat(Arrays.stream(ALERTS), Arrays.stream(more)).toArray(String[]::new);
  }

  private DurableEngine open(String... settings) {
    return DurableEngine.open(config(settings), FaultyDisk.sound());
  }

  private static void add(DurableEngine engine, long offset, String body, long now) {
    engine.add(position("f", offset, body), bytes(body), now);
  }

  private static List<OutboxRow> alerts(DurableEngine engine) {
    List<OutboxRow> rows = engine.outbox().all();
    engine.outbox().acknowledge(rows.size());
    return rows.stream().filter(row -> row.headers().get("type").equals("alert")).toList();
  }

  /** Thirteen lines of each of so many minutes, so that the alert on errors fires. */
  private static void fire(DurableEngine engine, int minutes, long now) {
    for (int minute = 0; minute < minutes; minute++) {
      for (int i = 0; i < 13; i++) {
        int number = minute * 13 + i;
        add(engine, number * 1000L, line(minute * 60L + i, 200, 5), now);
      }
    }
    engine.commit(now);
  }

  @Test
  void restart_neitherForgetsAForNorFiresAgain() {
    try (DurableEngine engine = open(ALERTS)) {
      fire(engine, 2, Events.WALL);
      assertThat(alerts(engine)).as("one window closed: pending").isEmpty();
    }
    try (DurableEngine engine = open(ALERTS)) {
      fire(engine, 3, Events.WALL); // the first two minutes are duplicates
      List<OutboxRow> fired = alerts(engine);
      assertThat(fired).hasSize(1);
      assertThat(Events.text(fired.get(0)))
          .contains("\"startsAt\":\"2015-05-17T10:07:00Z\"", "\"samples\":\"f:13000: ");
    }
    try (DurableEngine engine = open(ALERTS)) {
      engine.commit(Events.WALL);
      assertThat(alerts(engine)).as("it has been said").isEmpty();
      assertThat(engine.read().number("AlertsFiring")).isEqualTo(1);
    }
  }

  @Test
  void repetition_goesOnAcrossRestartsUnderTheSameId() {
    String[] settings = with("alerts.errors.resendEvery", "1m");
    String id;
    try (DurableEngine engine = open(settings)) {
      fire(engine, 4, Events.WALL);
      id = alerts(engine).get(0).headers().get("id");
    }
    try (DurableEngine engine = open(settings)) {
      engine.commit(Events.WALL + 59_000);
      assertThat(alerts(engine)).isEmpty();
      engine.commit(Events.WALL + 60_000);
      assertThat(alerts(engine))
          .singleElement()
          .satisfies(r -> assertThat(r.headers()).containsEntry("id", id));
    }
    try (DurableEngine engine = open(settings)) {
      engine.commit(Events.WALL + 119_000);
      assertThat(alerts(engine)).isEmpty();
    }
  }

  @Test
  void silenceThatFired_isNotFiredAgainByARestartAndEndsUnderIt() {
    String[] settings = {
      "alerts",
      "silence",
      "alerts.silence.on",
      "traffic",
      "alerts.silence.noData",
      "10s",
      "alerts.silence.resendEvery",
      "off"
    };
    long now = Events.WALL;
    try (DurableEngine engine = open(settings)) {
      engine.commit(now);
      engine.commit(now + 5_000);
      engine.commit(now + 10_000);
      assertThat(alerts(engine)).hasSize(1);
    }
    try (DurableEngine engine = open(settings)) {
      engine.commit(now + 600_000);
      engine.commit(now + 605_000);
      engine.commit(now + 610_000);
      assertThat(alerts(engine)).isEmpty();
      add(engine, 0, line(0, 200, 1), now + 611_000);
      engine.commit(now + 611_000);
      assertThat(alerts(engine))
          .singleElement()
          .satisfies(row -> assertThat(Events.alert(row).has("endsAt")).isTrue());
    }
    try (DurableEngine engine = open(settings)) {
      engine.commit(now + 900_000);
      assertThat(alerts(engine)).as("the time while it was stopped is no silence").isEmpty();
    }
  }

  @Test
  void changedWords_keepTheStateAndChangedConditionsBeginAnew() {
    try (DurableEngine engine = open(ALERTS)) {
      fire(engine, 4, Events.WALL);
      assertThat(alerts(engine)).hasSize(1);
    }
    try (DurableEngine engine = open(with("alerts.errors.annotations.summary", "Hm"))) {
      assertThat(engine.read().number("AlertsFiring")).isEqualTo(1);
    }
    try (DurableEngine engine = open(with("alerts.errors.when", "count > 3"))) {
      assertThat(engine.read().number("AlertsFiring")).isZero();
      assertThat(alerts(engine))
          .as("what fired under the old condition is ended")
          .singleElement()
          .satisfies(row -> assertThat(Events.text(row)).contains("\"endsAt\"", "no longer"));
    }
    try (DurableEngine engine = open()) {
      assertThat(engine.read().number("AlertsFiring")).as("gone without harm").isZero();
    }
  }

  @Test
  void changedLabel_endsTheAlertUnderTheOldOneAndFiresAnewUnderTheNew() {
    OutboxRow fired;
    try (DurableEngine engine = open(ALERTS)) {
      fire(engine, 4, Events.WALL);
      fired = alerts(engine).get(0);
    }
    try (DurableEngine engine = open(with("alerts.errors.labels.severity", "page"))) {
      OutboxRow ended = alerts(engine).get(0);
      assertThat(Events.alert(ended).has("endsAt")).isTrue();
      assertThat(Events.alert(ended).get("labels")).isEqualTo(Events.alert(fired).get("labels"));

      for (int second = 4 * 60; second < 8 * 60; second += 4) {
        add(engine, 1_000_000L + second * 1000L, line(second, 200, 5), Events.WALL);
      }
      engine.commit(Events.WALL);

      List<OutboxRow> anew = alerts(engine);
      assertThat(anew).hasSize(1);
      assertThat(Events.alert(anew.get(0)).has("endsAt")).isFalse();
      assertThat(Events.text(anew.get(0))).contains("\"severity\":\"page\"");
    }
  }

  @Test
  void removedAlertOnMissingData_isEndedWithItsLabels() {
    String[] settings = {
      "alerts", "silence", "alerts.silence.on", "traffic", "alerts.silence.noData", "10s"
    };
    OutboxRow firing;
    try (DurableEngine engine = open(settings)) {
      engine.commit(Events.WALL);
      engine.commit(Events.WALL + 10_000);
      firing = alerts(engine).get(0);
    }
    try (DurableEngine engine = open()) {
      OutboxRow ended = alerts(engine).get(0);
      assertThat(Events.alert(ended).get("labels")).isEqualTo(Events.alert(firing).get("labels"));
      assertThat(Events.alert(ended).has("endsAt")).isTrue();
    }
  }

  @Test
  void newAlert_judgesOnlyWindowsThatCloseFromNowOn() {
    String[] floor = {
      "alerts",
      "floor",
      "alerts.floor.on",
      "traffic",
      "alerts.floor.when",
      "count < 10",
      "alerts.floor.maxAge",
      "off"
    };
    try (DurableEngine engine = open()) {
      fire(engine, 30, Events.WALL);
      alerts(engine);
    }
    try (DurableEngine engine = open(floor)) {
      add(engine, 900_000, line(3, 200, 1), Events.WALL); // late: a window of the past changes
      add(engine, 901_000, line(1_900, 200, 1), Events.WALL);
      engine.commit(Events.WALL);
      assertThat(alerts(engine)).as("the minutes in between had enough lines").isEmpty();
      add(engine, 902_000, line(2_000, 200, 1), Events.WALL);
      engine.commit(Events.WALL);
      assertThat(Events.text(alerts(engine).get(0)))
          .contains("\"startsAt\":\"2015-05-17T10:36:00Z");
    }
  }

  // --- the power fails at random moments ------------------------------------------------------

  @Tag("search")
  @Test
  void powerFailuresAtAnyStep_loseNoNotificationAndRepeatNoneUnderANewId() throws IOException {
    long seed = Long.getLong("test.seed", 11);
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int second = 0; second < 2_400; second++) {
      for (int i = random.nextInt(second / 300 % 2 == 0 ? 2 : 3); i > 0; i--) {
        lines.add(line(second, 200 + random.nextInt(3), random.nextInt(1_000)));
      }
    }
    Map<String, String> expected = new TreeMap<>();
    new CrashLoop(config(ALERTS), lines, random, row -> receive(row, expected)).run(0);
    deleteState();
    Map<String, String> survived = new TreeMap<>();
    CrashLoop crashing =
        new CrashLoop(config(ALERTS), lines, random, row -> receive(row, survived));
    crashing.run(KILLS);

    assertThat(expected).as("seed %s", seed).hasSizeGreaterThan(20);
    assertThat(crashing.crashes()).isGreaterThan(20);
    assertThat(survived).as("seed %s", seed).isEqualTo(expected);
  }

  private void deleteState() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("state"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void receive(OutboxRow row, Map<String, String> bodyById) {
    if (row.headers().get("type").equals("alert")) {
      String body = Events.text(row);
      assertThat(bodyById.merge(row.headers().get("id"), body, (before, now) -> before))
          .as("what is delivered again is the same")
          .isEqualTo(body);
    }
  }
}
