package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.time.FrontiersModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random windows over random lines of several files, many of them late, some delivered twice, with
 * limits on groups and restarts in between: what is finally said is what {@link WindowModel} says.
 * In half of the trials files go quiet and come back, and {@link FrontiersModel} says who is idle.
 * In half of them two threads read the lines. {@code -Dtest.seeds=100000} tries more, {@code
 * -Dtest.seed=17} begins at another one.
 */
@Tag("search")
class DifferentialTest {
  private static final long SEEDS = Long.getLong("test.seeds", 2_000);
  private static final long FIRST_SEED = Long.getLong("test.seed", 1);

  /** Of half of the trials, a helper that takes any lines. */
  private static final LineThreads TWO = new LineThreads("DifferentialTest", 2, 0, 0);

  private static final List<String> WINDOWS =
      List.of(
          "tumbling 60s",
          "tumbling 7s",
          "sliding 180s every 60s",
          "sliding 25s every 10s",
          "sliding 60s every 7s",
          "calendar day in Asia/Kathmandu",
          "total every 60s",
          "total every 3600s",
          "cumulative 60s every 10s",
          "cumulative 3600s every 600s",
          "cumulative 86400s every 21600s in Asia/Kathmandu",
          "session 30s max 300s",
          "session 100s");

  /**
   * The groups in the order in which they stay where there is room for few. It depends on their
   * names alone, so it can be asked for.
   */
  private static final List<String> BY_HASH = SaidRows.groupsByHash();

  /** An event that has been delivered, to be delivered again. */
  private record Delivered(String file, long offset, Map<String, String> headers, String body) {
    long end() {
      return offset + body.length() + 1;
    }

    long readAt() {
      return Long.parseLong(headers.get("tail.readAt"));
    }
  }

  @Test
  void whatIsFinallySaid_isWhatARecomputationFromAllLinesSays() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      Trial trial = new Trial(seed);
      try {
        trial.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", window = " + trial.spec, e);
      }
    }
  }

  /** What one seed makes. */
  private static final class Trial {
    private final Random random;
    private final String spec;
    private final boolean filtered;
    private final boolean grouped;
    private final WindowModel.Limits limits;
    private final Job config;
    private final WindowModel model;
    private final FrontiersModel frontiers;
    private final boolean someAreIdle;
    private final boolean twoThreads;
    private WindowEngine engine;
    private long wall = WALL * 2;

    /** By how much the clocks of the two hosts are behind the sink's. */
    private final long[] clockErrors;

    /** Of the files that are written to, the first of two. */
    private int firstLively;

    private final List<Delivered> delivered = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();

    /** The state some time ago, and the records of the log since. */
    private byte[] snapshot = {};

    private final List<byte[]> records = new ArrayList<>();

    private final SaidRows said = new SaidRows();

    Trial(long seed) {
      random = new Random(seed);
      spec = WINDOWS.get(random.nextInt(WINDOWS.size()));
      filtered = random.nextBoolean();
      grouped = random.nextInt(4) > 0;
      int top = random.nextInt(3) == 0 ? 2 : 100;
      boolean sessions = spec.startsWith("session");
      int maxGroups = random.nextInt(3) == 0 && !sessions ? 1 + random.nextInt(4) : 100;
      limits = new WindowModel.Limits(top, grouped ? maxGroups : 1, BY_HASH);
      long outOfOrderSeconds = random.nextInt(3) * 20L;
      long latenessSeconds = List.of(0, 30, 600, 86_400).get(random.nextInt(4));
      Map<String, String> settings =
          Events.settings(
              "aggregations.traffic.window",
              spec,
              "aggregations.traffic.compute",
              WindowModel.COMPUTE,
              "maxOutOfOrder",
              outOfOrderSeconds + "s",
              "allowedLateness",
              latenessSeconds + "s",
              "reviseEvery",
              List.of("0s", "20s", "1d").get((int) (seed % 3)));
      if (grouped) {
        if (!sessions) {
          settings.put("aggregations.traffic.top", top + " by count");
        }
        settings.put("aggregations.traffic.maxGroups", "" + maxGroups);
      } else {
        settings.remove("aggregations.traffic.groupBy");
      }
      if (filtered) {
        settings.put("aggregations.traffic.where", "status != 203");
      }
      someAreIdle = random.nextBoolean();
      clockErrors = new long[] {random.nextInt(8_000), random.nextInt(8_000)};
      config = Job.of("w", settings);
      model = new WindowModel(outOfOrderSeconds * 1000, latenessSeconds * 1000);
      frontiers = new FrontiersModel(config.timeRules);
      twoThreads = seed % 2 == 0;
      engine = newEngine();
    }

    private WindowEngine newEngine() {
      WindowEngine made = new WindowEngine(config);
      if (twoThreads) {
        made.useThreads(config, TWO);
      }
      return made;
    }

    private void run() {
      long second = 0;
      int events = 5 + random.nextInt(60);
      for (int i = 0; i < events; i++) {
        second += random.nextInt(12) == 0 ? random.nextInt(100_000) : random.nextInt(60);
        if (random.nextInt(8) == 0 && !delivered.isEmpty()) {
          add(delivered.get(random.nextInt(delivered.size())));
        } else {
          deliver(second);
        }
        passTime();
        if (random.nextInt(5) == 0) {
          endBatch();
        }
      }
      endBatch();
      engine.channelIdle(wall, Integer.MAX_VALUE);
      said.add(engine.takeResults());
      assertThat(said.texts()).isEqualTo(model.windows(spec, filtered, grouped, limits));
    }

    /** Clocks run on, and now and then other files are those that are written to. */
    private void passTime() {
      if (someAreIdle) {
        wall += random.nextInt(15) == 0 ? random.nextInt(200_000) : random.nextInt(12_000);
        firstLively = random.nextInt(6) == 0 ? random.nextInt(4) : firstLively;
      }
    }

    private void deliver(long second) {
      int number = someAreIdle ? (firstLively + random.nextInt(2)) % 4 : random.nextInt(3);
      String file = (number == 3 ? "g" : "h") + ":1:" + number + ":n";
      List<WindowModel.Line> lines = new ArrayList<>();
      StringBuilder body = new StringBuilder();
      for (int i = random.nextInt(3); i >= 0; i--) {
        long back = random.nextInt(5) == 0 ? random.nextInt(100_000) : random.nextInt(90);
        int status = 200 + random.nextInt(5);
        long size = random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : random.nextInt(10);
        lines.add(new WindowModel.Line(T0 + (second - back) * 1000, status, size, 0));
        body.append(line(second - back, status, size)).append(i == 0 ? "" : "\n");
      }
      String text = body.toString();
      long offset = offsets.merge(file, text.length() + 1L, Long::sum) - text.length() - 1;
      Map<String, String> headers = position(file, offset, text);
      long readAt = someAreIdle ? wall - clockErrors[number == 3 ? 1 : 0] : 1_000;
      headers.put("tail.readAt", Long.toString(readAt));
      delivered.add(new Delivered(file, offset, headers, text));
      add(delivered.get(delivered.size() - 1));
      for (WindowModel.Line line : lines) {
        frontiers.line(line.time());
        model.add(line.time(), line.status(), line.bytes(), frontiers.horizon());
      }
    }

    private void add(Delivered event) {
      engine.add(event.headers, bytes(event.body), wall);
      frontiers.event(event.file, event.offset, event.end(), event.readAt(), wall);
    }

    /** Now and then with little room, with the channel empty, or followed by a restart. */
    private void endBatch() {
      int room = random.nextInt(3) == 0 ? random.nextInt(4) : Integer.MAX_VALUE;
      if (random.nextInt(6) == 0) {
        engine.channelIdle(wall, room);
      } else {
        engine.endBatch(wall, room);
      }
      engine.page(random.nextInt(4) == 0 ? random.nextInt(5) : Integer.MAX_VALUE);
      if (engine.record().length() == 0) {
        return;
      }
      records.add(engine.record().toBytes());
      engine.record().reset();
      said.add(engine.takeResults());
      if (random.nextInt(3) == 0) {
        restart();
      }
    }

    /** From a new snapshot, or from an older one and the log. */
    private void restart() {
      if (random.nextBoolean()) {
        ByteWriter state = new ByteWriter();
        engine.encodeCommon(state);
        engine.aggregations().forEach(aggregation -> aggregation.encode(state));
        snapshot = state.toBytes();
        records.clear();
      }
      frontiers.restart();
      engine = newEngine();
      if (snapshot.length > 0) {
        ByteReader in = new ByteReader(snapshot);
        engine.decodeCommon(in);
        engine.aggregations().forEach(aggregation -> aggregation.decode(in));
      }
      for (byte[] record : records) {
        engine.replay(new ByteReader(record));
        engine.takeResults();
      }
      engine.restored();
    }
  }
}
