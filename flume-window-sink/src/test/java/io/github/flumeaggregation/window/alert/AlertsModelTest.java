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
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random lines, out of order, late and with gaps, against a model that reads the emitted rows,
 * keeps the newest revision of each and goes over all windows again after every step. Beside the
 * engine run one that is restarted after every step and one that only does its records again.
 */
@Tag("search")
class AlertsModelTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 2);
  private static final int STEPS = 120;
  private static final long MINUTE = 60_000;

  private enum Phase {
    INACTIVE,
    PENDING,
    FIRING
  }

  /** What alerts are, in the plainest words. */
  private record Model(
      long step, boolean total, long forMillis, long whenFrom, long whenBelow, long resolveBelow) {

    boolean when(long count) {
      return count >= whenFrom && count < whenBelow;
    }

    /** The start of the episode in which the group is after the last window; null if in none. */
    Long firingSince(TreeSet<Long> ends, TreeMap<Long, Long> counts) {
      Phase phase = Phase.INACTIVE;
      long since = 0;
      for (long end = counts.isEmpty() ? Long.MAX_VALUE : ends.first();
          end <= ends.last();
          end = next(ends, end)) {
        boolean known = end >= counts.firstKey();
        boolean absent = !counts.containsKey(end);
        long count = counts.getOrDefault(end, 0L);
        if (known && when(count)) {
          since = phase == Phase.INACTIVE ? end : since;
          phase = phase == Phase.INACTIVE ? Phase.PENDING : phase;
          if (phase == Phase.PENDING && end - since >= forMillis) {
            phase = Phase.FIRING;
            since = end;
          }
        } else if (phase == Phase.PENDING || absent || count < resolveBelow) {
          phase = Phase.INACTIVE;
        }
      }
      return phase == Phase.FIRING ? since : null;
    }

    private long next(TreeSet<Long> ends, long end) {
      Long emitted = ends.higher(end);
      return total ? (emitted == null ? Long.MAX_VALUE : emitted) : end + step;
    }
  }

  /** The newest revisions of the rows, and the newest notification of each group. */
  private static final class Received {
    final TreeSet<Long> ends = new TreeSet<>();
    final Map<String, TreeMap<Long, Long>> counts = new TreeMap<>();

    /** Of each group whose newest notification says that it fires, since when. */
    final Map<String, Long> firing = new TreeMap<>();

    final Map<String, String> bodies = new HashMap<>();

    void take(OutboxRow row) {
      String type = row.headers().get("type");
      if (type.equals("row")) {
        takeRow(Events.json(row));
      } else if (type.equals("alert")) {
        takeAlert(row);
      } else if (row.headers().containsKey("window.end")) {
        ends.add(Long.parseLong(row.headers().get("window.end")));
      }
    }

    private void takeRow(JsonObject row) {
      String group = row.getAsJsonObject("group").get("status").getAsString();
      long end =
          Instant.parse(row.getAsJsonObject("window").get("end").getAsString()).toEpochMilli();
      TreeMap<Long, Long> ofGroup = counts.computeIfAbsent(group, g -> new TreeMap<>());
      if (row.get("retracted").getAsBoolean()) {
        ofGroup.remove(end);
      } else if (!group.equals("(other)")) {
        ofGroup.put(end, row.getAsJsonObject("values").get("count").getAsLong());
      }
    }

    private void takeAlert(OutboxRow row) {
      String before = bodies.put(row.headers().get("id"), Events.text(row));
      assertThat(before == null ? Events.text(row) : before)
          .as("what is sent again is the same")
          .isEqualTo(Events.text(row));
      JsonObject alert = Events.alert(row);
      String group = alert.getAsJsonObject("labels").get("status").getAsString();
      long startsAt = Instant.parse(alert.get("startsAt").getAsString()).toEpochMilli();
      if (alert.has("endsAt")) {
        firing.remove(group);
      } else {
        firing.put(group, startsAt);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // window, top, for, when >=, when <, resolve <
    "tumbling 1m,, 0, 4, 1000, 4",
    "tumbling 1m,, 2, 3, 1000, 3",
    "tumbling 1m,, 1, 5, 1000, 2",
    "sliding 3m every 1m,, 2, 8, 1000, 5",
    "tumbling 1m,, 1, 0, 3, 1000",
    "tumbling 1m,, 0, 0, 2, 1000",
    "total every 1m,, 2, 40, 120, 1000",
    "total every 1m, 2 by count, 0, 3, 1000, 3",
    "tumbling 1m, 2 by count, 1, 3, 1000, 3",
    "cumulative 10m every 1m,, 2, 20, 1000, 10",
    "cumulative 5m every 1m, 2 by count, 0, 10, 40, 1000",
  })
  void alerts_areWhatTheNewestRevisionsAmountTo(
      String window, String top, int forMinutes, long from, long below, long resolveBelow) {
    long seed = Long.getLong("test.seed", 7);
    for (int round = 0; round < ROUNDS; round++) {
      Job config = config(window, top, forMinutes, from, below, resolveBelow);
      Model model =
          new Model(
              MINUTE, window.startsWith("total"), forMinutes * MINUTE, from, below, resolveBelow);
      run(seed + round, config, model);
    }
  }

  private static Job config(
      String window, String top, int forMinutes, long from, long below, long resolveBelow) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "allowedLateness", "15m",
                "maxOutOfOrder", "20s",
                "aggregations.traffic.window", window,
                "aggregations.traffic.compute", "count",
                "alerts", "busy",
                "alerts.busy.on", "traffic",
                "alerts.busy.when", "count >= " + from + " and count < " + below,
                "alerts.busy.for", forMinutes + "m",
                "alerts.busy.resolve", "count < " + resolveBelow,
                "alerts.busy.resendEvery", "off",
                "alerts.busy.maxAge", "off"));
    if (top != null) {
      settings.addAll(List.of("aggregations.traffic.top", top));
    }
    return Job.of("w", Events.settings(settings.toArray(String[]::new)));
  }

  private static void run(long seed, Job config, Model model) {
    Random random = new Random(seed);
    WindowEngine engine = new WindowEngine(config);
    WindowEngine restarted = new WindowEngine(config);
    WindowEngine replayed = new WindowEngine(config);
    Received received = new Received();
    long second = 0;
    for (int step = 0; step < STEPS; step++) {
      second += random.nextInt(20) == 0 ? random.nextInt(900) : random.nextInt(50);
      List<String> batch = batch(random, second);
      boolean idle = random.nextInt(25) == 0;
      List<OutboxRow> rows = step(engine, batch, idle);

      replayed.replay(new ByteReader(engine.record().toBytes()));
      assertThat(AlertEngines.texts(replayed.takeResults()))
          .as("seed %s", seed)
          .isEqualTo(AlertEngines.texts(rows));
      assertThat(AlertEngines.texts(step(restarted, batch, idle)))
          .as("seed %s", seed)
          .isEqualTo(AlertEngines.texts(rows));
      restarted = AlertEngines.restart(restarted, config);
      engine.record().reset();

      rows.forEach(received::take);
      check(engine, model, received, "seed " + seed + ", step " + step);
    }
  }

  private static List<String> batch(Random random, long second) {
    List<String> batch = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      long late = random.nextInt(6) == 0 ? random.nextInt(700) : random.nextInt(15);
      batch.add(Events.line(second - late, 200 + random.nextInt(4), 1));
    }
    return batch;
  }

  private static List<OutboxRow> step(WindowEngine engine, List<String> batch, boolean idle) {
    for (String line : batch) {
      engine.add(Map.of(), Events.bytes(line), Events.WALL);
    }
    engine.endBatch(Events.WALL, Integer.MAX_VALUE);
    if (idle) {
      engine.channelIdle(Events.WALL, Integer.MAX_VALUE);
    }
    engine.tickAlerts(true, true);
    return engine.takeResults();
  }

  private static void check(WindowEngine engine, Model model, Received received, String when) {
    Map<String, Long> expected = new TreeMap<>();
    received.counts.forEach(
        (group, counts) -> {
          Long since = model.firingSince(received.ends, counts);
          if (since != null) {
            expected.put(group, since);
          }
        });
    assertThat(AlertEngines.firing(engine)).as(when).isEqualTo(expected);
    assertThat(received.firing).as("notified, %s", when).isEqualTo(expected);
  }
}
