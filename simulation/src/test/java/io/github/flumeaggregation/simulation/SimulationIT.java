package io.github.flumeaggregation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lives of many seeds, and those that once violated a law. See docs/simulation.md. */
class SimulationIT {
  private static final double SECONDS = Double.parseDouble(property("seconds", "80"));
  private static final double NEW_SECONDS = Double.parseDouble(property("new.seconds", "40"));

  /** A seed or a story, if only that is to be lived. */
  private static final String ONE = property("story", property("seed", ""));

  private static final long COUNT = Long.parseLong(property("count", "0"));

  /** Seeds beyond those of an int, to have room for all runs there will ever be. */
  private static final long SEEDS = 1L << 40;

  private static String property(String name, String otherwise) {
    return System.getProperty("simulation." + name, otherwise);
  }

  @Test
  void anyLife_keepsAllLaws() {
    if (!ONE.isEmpty()) {
      String unused = CountingLoader.simulation().apply(ONE);
      return;
    }
    live(first(), COUNT, SECONDS);
  }

  @Test
  void lifeThatNoBuildHasLived_keepsAllLaws() {
    if (ONE.isEmpty() && NEW_SECONDS > 0) {
      live(ProductSeed.first(), 0, NEW_SECONDS);
    }
  }

  private static void live(long first, long count, double seconds) {
    ManyLives.live("Simulation", CountingLoader.simulation(), first, count, seconds);
  }

  private static long first() {
    String first = property("first", "new");
    return first.equals("new")
        ? ThreadLocalRandom.current().nextLong(SEEDS)
        : Long.parseLong(first);
  }

  /** What the simulation has found. Each line stays one that is kept. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // A directory whose name could not be forced was taken for durable by the next attempt.
        "2081:2,3,5,13,14,15,17,20,24,79,81",
        // A snapshot was begun beside a manifest whose name was not durable yet.
        "200014:21,25,27,29,30,33,35",
        // What was seen of a replaced log was forgotten, though lines of it had been delivered.
        "-600023:34,38,44,45,46,47,50,51,53,55",
        // Lines that came while evidence of the others was saved were delivered with them.
        "-1092:0,1,2,3,4,5,9,10,11,12,13,14,15,16,22,24,29,30",
        // A reader that waited for the channel was taken for a pause of the writer.
        "-14055:9,13,14,19,20,28,40,42,54,55,62,63,66,68,70,71,74",
        // A log that only began alike, and began again, hid whose copy lay in its inode.
        "-606164:12,13,15,18,28,31,35,40,43,44,56,58",
        // An archive that was not complete, in the inode of a known one, held up another file.
        "-608626:18,31,45,46,47,51,52,53,65,70,75,81,83,87,90",
        // Nobody had missed yet what the inode of a replaced log was of before.
        "-705249:55,56,60,73,75,76,79,80,90,91,93,94",
      })
  void whatWasFound_staysMended(String story) {
    assertThat(CountingLoader.simulation().apply(story)).isNotEmpty();
  }

  @Test
  void sameSeed_isTheSameLife() {
    UnaryOperator<String> one = CountingLoader.simulation();
    UnaryOperator<String> another = CountingLoader.simulation();
    for (int seed = 1; seed <= 20; seed++) {
      String unused = one.apply("" + (100 + seed));
      assertThat(one.apply("" + seed)).isEqualTo(another.apply("" + seed));
    }
  }
}
