package io.github.flumeaggregation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lives of many seeds, and those that once violated a law. See docs/simulation.md. */
class SimulationIT {
  private static final double SECONDS = Double.parseDouble(property("seconds", "120"));
  private static final long COUNT = Long.parseLong(property("count", "0"));

  /** Seeds beyond those of an int, to have room for all runs there will ever be. */
  private static final long SEEDS = 1L << 40;

  private static String property(String name, String otherwise) {
    return System.getProperty("simulation." + name, otherwise);
  }

  @Test
  void anyLife_keepsAllLaws() {
    if (!property("story", "").isEmpty()) {
      assertKept(property("story", ""));
      return;
    }
    String one = property("seed", "");
    long first = one.isEmpty() ? first() : Long.parseLong(one);
    System.out.println("Simulation from seed " + first + " on");
    Simulation simulation = new Simulation();
    long last = one.isEmpty() ? (COUNT > 0 ? first + COUNT : Long.MAX_VALUE) : first + 1;
    for (long seed = first; seed < last; seed++) {
      if (seed > first && simulation.seconds() > SECONDS) {
        break;
      }
      simulation.live(seed);
    }
    System.out.println("Simulation: " + simulation);
  }

  private static long first() {
    String first = property("first", "new");
    return first.equals("new")
        ? ThreadLocalRandom.current().nextLong(SEEDS)
        : Long.parseLong(first);
  }

  private static void assertKept(String line) {
    Violation violation = StoryLine.parse(line).violation();
    assertThat(violation).as(() -> line + "\n" + violation.story()).isNull();
  }

  /** What the simulation has found. Each line stays one that is kept. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // A directory whose name could not be forced was taken for durable by the next attempt.
        "2081:2,3,5,13,14,15,17,20,24,79,81",
        // A snapshot was begun beside a manifest whose name was not durable yet.
        "200014:21,25,27,29,30,33,35",
      })
  void whatWasFound_staysMended(String story) {
    assertKept(story);
  }

  @Test
  void sameSeed_isTheSameLife() {
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(new Life(seed).lived()).isEqualTo(new Life(seed).lived());
    }
  }
}
