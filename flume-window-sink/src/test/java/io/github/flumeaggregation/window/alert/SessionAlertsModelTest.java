package io.github.flumeaggregation.window.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random lines, out of order and late, in sessions that they make longer and join, while the clock
 * runs on: a group's alert fires while a row stands that holds and came less than {@code
 * keepFiringFor} ago, and what was sent last says the same. A row that comes again counts as new if
 * its alert is over. Beside the engine run one that is restarted after every step and one that only
 * does its records again.
 */
@Tag("search")
class SessionAlertsModelTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 4);
  private static final int STEPS = 150;
  private static final long KEEP_MILLIS = 120_000;

  /** The rows that stand, by group and end of the session, with the time when each came to hold. */
  private static final class Received {
    final Map<String, TreeMap<Long, Long>> holding = new TreeMap<>();
    final Map<String, Long> firing = new TreeMap<>();
    final Map<String, String> bodies = new HashMap<>();

    void take(OutboxRow row, long count, long now) {
      if (row.headers().get("type").equals("row")) {
        takeRow(Events.json(row), count, now);
      } else if (row.headers().get("type").equals("alert")) {
        takeAlert(row);
      }
    }

    private void takeRow(JsonObject row, long count, long now) {
      String group = row.getAsJsonObject("group").get("status").getAsString();
      long end = time(row.getAsJsonObject("window").get("end").getAsString());
      boolean holds =
          !row.get("retracted").getAsBoolean()
              && row.getAsJsonObject("values").get("count").getAsLong() >= count;
      TreeMap<Long, Long> ofGroup = holding.computeIfAbsent(group, g -> new TreeMap<>());
      if (holds) {
        ofGroup.merge(end, now, (before, is) -> before + KEEP_MILLIS > is ? before : is);
      } else {
        ofGroup.remove(end);
      }
    }

    private void takeAlert(OutboxRow row) {
      String before = bodies.put(row.headers().get("id"), Events.text(row));
      assertThat(before == null ? Events.text(row) : before).isEqualTo(Events.text(row));
      JsonObject alert = Events.alert(row);
      String group = alert.getAsJsonObject("labels").get("status").getAsString();
      if (alert.has("endsAt")) {
        assertThat(firing.remove(group))
            .as("what ends has begun, at the same time")
            .isEqualTo(time(alert.get("startsAt").getAsString()));
      } else {
        firing.put(group, time(alert.get("startsAt").getAsString()));
      }
    }

    private static long time(String text) {
      return Instant.parse(text).toEpochMilli();
    }

    Set<String> expected(long now) {
      Set<String> groups = new TreeSet<>();
      holding.forEach(
          (group, ends) -> {
            if (ends.values().stream().anyMatch(since -> since + KEEP_MILLIS > now)) {
              groups.add(group);
            }
          });
      return groups;
    }
  }

  @ParameterizedTest
  @CsvSource({"session 20s,3", "session 20s max 1m,3", "session 60s,8", "session 5s,1"})
  void alerts_areWhatTheRowsThatStandAmountTo(String window, int count) {
    Job config =
        Job.of(
            "w",
            Events.settings(
                "allowedLateness", "15m",
                "maxOutOfOrder", "5s",
                "aggregations.traffic.window", window,
                "aggregations.traffic.compute", "count",
                "alerts", "busy",
                "alerts.busy.on", "traffic",
                "alerts.busy.when", "count >= " + count,
                "alerts.busy.keepFiringFor", KEEP_MILLIS + "ms",
                "alerts.busy.resendEvery", "off",
                "alerts.busy.samples", "2",
                "alerts.busy.maxAge", "off"));
    long seed = Long.getLong("test.seed", 7);
    for (int round = 0; round < ROUNDS; round++) {
      run(seed + round, config, count);
    }
  }

  private static void run(long seed, Job config, int count) {
    Random random = new Random(seed);
    WindowEngine engine = new WindowEngine(config);
    WindowEngine restarted = new WindowEngine(config);
    WindowEngine replayed = new WindowEngine(config);
    Received received = new Received();
    long second = 0;
    long now = Events.WALL;
    for (int step = 0; step < STEPS; step++) {
      second += random.nextInt(20) == 0 ? random.nextInt(900) : random.nextInt(30);
      now += 20 + random.nextInt(40_000);
      List<String> batch = batch(random, second);
      List<OutboxRow> rows = step(engine, batch, now);

      replayed.replay(new ByteReader(engine.record().toBytes()));
      assertThat(AlertEngines.texts(replayed.takeResults()))
          .as("seed %s", seed)
          .isEqualTo(AlertEngines.texts(rows));
      assertThat(AlertEngines.texts(step(restarted, batch, now)))
          .as("seed %s", seed)
          .isEqualTo(AlertEngines.texts(rows));
      restarted = AlertEngines.restart(restarted, config);
      engine.record().reset();

      for (OutboxRow row : rows) {
        received.take(row, count, now);
      }
      String when = "seed " + seed + ", step " + step;
      assertThat(AlertEngines.firing(engine)).as(when).isEqualTo(received.firing);
      assertThat(received.firing.keySet()).as(when).isEqualTo(received.expected(now));
    }
  }

  private static List<String> batch(Random random, long second) {
    List<String> batch = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      long late = random.nextInt(5) == 0 ? random.nextInt(700) : random.nextInt(5);
      batch.add(Events.line(second - late, 200 + random.nextInt(4), 1));
    }
    return batch;
  }

  private static List<OutboxRow> step(WindowEngine engine, List<String> batch, long now) {
    for (String line : batch) {
      engine.add(Map.of(), Events.bytes(line), now);
    }
    engine.endBatch(now, Integer.MAX_VALUE);
    engine.tickAlerts(true, true);
    return engine.takeResults();
  }
}
