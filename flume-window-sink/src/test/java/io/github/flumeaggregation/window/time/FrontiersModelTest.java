package io.github.flumeaggregation.window.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link Frontiers} under random lines, announcements and clocks, beside a model that keeps nothing
 * but what it is told and computes everything anew, and beside a copy that follows the log.
 */
@Tag("search")
class FrontiersModelTest {
  private static final long SEEDS = Long.getLong("test.seeds", 40);
  private static final long FIRST_SEED = Long.getLong("test.seed", 1);
  private static final int STEPS = 400;
  private static final String[] HOSTS = {"h", "g", "k"};

  private Random random;
  private TimeRules rules;
  private Frontiers frontiers;
  private Frontiers copy;
  private FrontiersModel model;
  private final Map<String, Long> ends = new HashMap<>();
  private final CountedSet counted = new CountedSet(100, 100);
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
    model = new FrontiersModel(rules);
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
          .isEqualTo(model.horizon());
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
    model.endBatch();
    copy.decodeChanges(new ByteReader(changes.toBytes()));
    long watermark = frontiers.watermark(wall);
    frontiers.moveWatermark(watermark);
    model.moveWatermark(watermark);
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

  /** Now and then the event comes before the one in front of it, or that one never comes. */
  private void line(String file, long readAt) {
    long offset = ends.merge(file, 10L, Long::sum) - 10;
    long behind = random.nextInt(8) == 0 ? 10 : 0;
    if (behind > 0) {
      ends.merge(file, 10L, Long::sum);
      line(file, offset + behind, readAt);
    }
    if (behind == 0 || random.nextInt(4) > 0) {
      line(file, offset, readAt);
    }
  }

  private void line(String file, long offset, long readAt) {
    Position position = FrontiersTest.position(file, offset, readAt);
    frontiers.select(file, position, readAt, wall);
    frontiers.taken(position, counted.of(file));
    counted.add(position);
    long time = wall - 20_000 + random.nextInt(15_000) - (random.nextInt(30) == 0 ? 90_000 : 0);
    frontiers.advance(time);
    model.event(file, offset, position.end(), Math.min(readAt, wall), wall);
    model.line(time);
    frontiers.horizon();
  }
}
