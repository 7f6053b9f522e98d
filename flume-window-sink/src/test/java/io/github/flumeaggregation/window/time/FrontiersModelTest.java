package io.github.flumeaggregation.window.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link Frontiers} under random lines, announcements and clocks, beside a model that keeps nothing
 * but what it is told and computes everything anew, and beside a copy that follows the log.
 */
class FrontiersModelTest {
  private static final long SEEDS = Long.getLong("test.seeds", 40);
  private static final long FIRST_SEED = Long.getLong("test.seed", 1);
  private static final int STEPS = 400;
  private static final String[] HOSTS = {"h", "g", "k"};

  private Random random;
  private TimeRules rules;
  private Frontiers frontiers;
  private Frontiers copy;
  private Model model;
  private final Map<String, Long> ends = new HashMap<>();
  private final long[] clockErrors = new long[HOSTS.length];
  private long wall;

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  private void begin(long seed) {
    random = new Random(seed);
    rules = FrontiersTest.rules();
    frontiers = new Frontiers(rules);
    copy = new Frontiers(rules);
    model = new Model(rules);
    wall = 10_000_000;
    for (int i = 0; i < HOSTS.length; i++) {
      clockErrors[i] = -random.nextInt(8_000);
    }
  }

  /** Clocks run on, each with an error of its own: then the model says exactly what is to come. */
  @ParameterizedTest
  @MethodSource("seeds")
  void withClocksThatRunOn_everythingIsAsTheModelHasIt(long seed) {
    begin(seed);
    for (int i = 0; i < STEPS; i++) {
      wall += random.nextInt(20) == 0 ? random.nextInt(30_000) : random.nextInt(1_500);
      step();
      assertThat(frontiers.horizon())
          .as("horizon, seed %d, step %d", seed, i)
          .isEqualTo(model.horizon);
      assertThat(frontiers.watermark(wall))
          .as("watermark, seed %d, step %d", seed, i)
          .isEqualTo(model.watermark(wall));
      follow(seed, i);
    }
  }

  /** Whatever clocks do, nothing moves back, and nothing closes that nobody has reached. */
  @ParameterizedTest
  @MethodSource("seeds")
  void withClocksThatJump_nothingMovesBack(long seed) {
    begin(seed);
    long horizon = Long.MIN_VALUE;
    long watermark = Long.MIN_VALUE;
    for (int i = 0; i < STEPS; i++) {
      wall = Math.max(0, wall + random.nextInt(1_500) + (random.nextInt(25) == 0 ? jump() : 0));
      if (random.nextInt(25) == 0) {
        clockErrors[random.nextInt(HOSTS.length)] = jump();
      }
      if (random.nextInt(60) == 0) {
        frontiers.shed();
      }
      step();
      boolean mayHavePassed = frontiers.mayHavePassed(horizon);
      assertThat(frontiers.horizon())
          .as("seed %d, step %d", seed, i)
          .isGreaterThanOrEqualTo(horizon);
      assertThat(mayHavePassed || frontiers.horizon() < horizon).isTrue();
      horizon = frontiers.horizon();
      long next = frontiers.watermark(wall);
      assertThat(next).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(watermark);
      assertThat(next)
          .isLessThanOrEqualTo(
              Math.max(watermark, frontiers.newestMillis() - rules.maxOutOfOrderMillis));
      watermark = next;
      follow(seed, i);
    }
  }

  private long jump() {
    return (random.nextBoolean() ? 1 : -1)
        * (long) random.nextInt(random.nextBoolean() ? 40_000 : 4_000_000);
  }

  /** The log's way: what has changed, and how far closing has come. */
  private void follow(long seed, int step) {
    ByteWriter changes = new ByteWriter();
    frontiers.encodeChanges(changes);
    copy.decodeChanges(new ByteReader(changes.toBytes()));
    long watermark = frontiers.watermark(wall);
    frontiers.moveWatermark(watermark);
    model.closedThrough = Math.max(model.closedThrough, watermark);
    copy.moveWatermark(watermark);
    assertThat(encoded(copy))
        .as("copy, seed %d, step %d", seed, step)
        .isEqualTo(encoded(frontiers));
  }

  private static byte[] encoded(Frontiers of) {
    ByteWriter out = new ByteWriter();
    of.encode(out);
    return out.toBytes();
  }

  private void step() {
    int hostNumber = (wall / 60_000 % 3 == 2 ? random.nextInt(2) : random.nextInt(3));
    String file = HOSTS[hostNumber] + ":1:" + random.nextInt(4) + ":n";
    long readAt = Math.max(0, wall + clockErrors[hostNumber]);
    if (random.nextInt(6) == 0) {
      announce(file, readAt);
    } else {
      line(file, readAt);
    }
  }

  private void announce(String file, long readAt) {
    boolean behind = random.nextBoolean();
    long delivered = ends.getOrDefault(file, 0L) + (random.nextInt(4) == 0 ? 20 : 0);
    Progress.File report =
        FrontiersTest.report(file, delivered, delivered + 5, behind ? "behind" : "current");
    frontiers.announce(report, readAt, wall);
    model.announce(file, delivered, behind, Math.min(readAt, wall));
  }

  private void line(String file, long readAt) {
    long offset = ends.merge(file, 10L, Long::sum) - 10;
    Position position = FrontiersTest.position(file, offset, readAt);
    frontiers.select(file, position, readAt, wall);
    long time = wall - 20_000 + random.nextInt(15_000) - (random.nextInt(30) == 0 ? 90_000 : 0);
    frontiers.advance(time);
    model.line(file, position.end(), Math.min(readAt, wall), wall, time);
  }

  /** Of clocks that run on. */
  private static final class Model {
    private static final long NEVER = Long.MIN_VALUE;

    private static final class File {
      private String host;
      private long newest = NEVER;
      private long active;
      private long arrived = NEVER;
      private long taken;
      private long delivered;
      private boolean behind;
      private boolean forgiven;

      boolean isAwaited() {
        return newest == NEVER && (behind || taken < delivered);
      }
    }

    private final TimeRules rules;
    private final Map<String, File> files = new HashMap<>();
    private final Map<String, Long> hostReads = new HashMap<>();
    private final Map<String, Long> hostArrivals = new HashMap<>();
    private long firstArrival = NEVER;
    private long lastArrival = NEVER;
    private long newest = NEVER;
    private long horizon = NEVER;
    private long closedThrough = NEVER;

    Model(TimeRules rules) {
      this.rules = rules;
    }

    private File file(String name) {
      return files.computeIfAbsent(
          name,
          n -> {
            File made = new File();
            made.host = n.substring(0, n.indexOf(':'));
            return made;
          });
    }

    void announce(String name, long delivered, boolean behind, long readAt) {
      if (!behind && !files.containsKey(name)) {
        return;
      }
      File file = file(name);
      file.behind = behind;
      file.delivered = Math.max(file.delivered, delivered);
      if (behind) {
        read(file, readAt);
      }
    }

    void line(String name, long end, long readAt, long wall, long time) {
      File file = file(name);
      read(file, readAt);
      file.taken = Math.max(file.taken, end);
      if (firstArrival == NEVER) {
        firstArrival = wall;
      }
      lastArrival = wall;
      hostArrivals.put(file.host, wall);
      file.arrived = wall;
      file.newest = Math.max(file.newest, time);
      newest = Math.max(newest, time);
      makeFinal(file);
    }

    private void read(File file, long readAt) {
      file.active = Math.max(file.active, readAt);
      file.forgiven = false;
      Long before = hostReads.get(file.host);
      if (before != null && before >= readAt) {
        return;
      }
      hostReads.put(file.host, readAt);
      if (before != null && readAt - before > rules.idleTimeoutMillis) {
        for (File other : files.values()) {
          boolean wasActive = before - other.active <= rules.idleTimeoutMillis;
          if (other.host.equals(file.host)
              && other.active < readAt
              && wasActive
              && !other.forgiven) {
            other.active = readAt;
            other.forgiven = true;
          }
        }
      }
    }

    private long silence(Long since) {
      return lastArrival == NEVER ? 0 : lastArrival - Math.max(since, firstArrival);
    }

    private boolean isIdle(File file) {
      if (silence(hostArrivals.getOrDefault(file.host, NEVER)) > rules.idleTimeoutMillis) {
        return true;
      }
      boolean missing =
          file.taken < file.delivered && silence(file.arrived) <= 10 * rules.idleTimeoutMillis;
      return hostReads.get(file.host) - file.active > rules.idleTimeoutMillis && !missing;
    }

    private void makeFinal(File current) {
      long floor = newest - rules.allowedLatenessMillis;
      files.values().removeIf(f -> f != current && isIdle(f) && f.newest <= floor);
      // A host is forgotten with its last file.
      hostReads.keySet().removeIf(h -> files.values().stream().noneMatch(f -> f.host.equals(h)));
      hostArrivals.keySet().retainAll(hostReads.keySet());
      long slowest = newest;
      for (File file : files.values()) {
        if (file.isAwaited() && !isIdle(file)) {
          return;
        }
        if (file.newest != NEVER) {
          slowest = Math.min(slowest, isIdle(file) ? Math.max(file.newest, floor) : file.newest);
        }
      }
      horizon = Math.max(horizon, slowest - rules.horizonLagMillis());
    }

    long watermark(long wall) {
      long slowest = newest;
      boolean someIdle = false;
      for (File file : files.values()) {
        boolean idle = isIdle(file);
        someIdle |= idle;
        if (!idle && file.isAwaited()) {
          return closedThrough;
        }
        slowest = idle || file.newest == NEVER ? slowest : Math.min(slowest, file.newest);
      }
      if (newest == NEVER) {
        return closedThrough;
      }
      long limit = someIdle ? Math.min(slowest, wall) : slowest;
      return Math.max(closedThrough, limit - rules.maxOutOfOrderMillis);
    }
  }
}
