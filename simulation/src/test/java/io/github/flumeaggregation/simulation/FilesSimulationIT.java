package io.github.flumeaggregation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Lives whose logs are real files that the tail source reads, which have negative seeds. See
 * docs/simulation.md.
 */
class FilesSimulationIT {
  private static final long FIRST = Long.getLong("simulation.files.first", 1);
  private static final long COUNT = Long.getLong("simulation.files.count", 40);
  private static final long SECONDS = Long.getLong("simulation.files.seconds", 60);
  private static final long NEW_SECONDS = Long.getLong("simulation.files.new.seconds", 0);

  @Test
  void anyLifeWithFiles_keepsAllLaws() {
    live(FIRST, COUNT, SECONDS);
  }

  @Test
  void lifeWithFilesThatNoBuildHasLived_keepsAllLaws() {
    if (NEW_SECONDS > 0) {
      live(ProductSeed.first(), Long.MAX_VALUE, NEW_SECONDS);
    }
  }

  private static void live(long first, long count, long seconds) {
    System.out.println("Simulation with files from seed " + -first + " down");
    Simulation simulation = new Simulation();
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long i = 0; i == 0 || (i < count && System.nanoTime() - endNanos < 0); i++) {
      String unused = simulation.apply(Long.toString(-first - i));
    }
    System.out.println("Simulation with files: " + simulation);
  }

  @Test
  void sameSeedWithFiles_isTheSameLife() {
    for (String seed : List.of("-1", "-2", "-3")) {
      assertThat(new Simulation().apply(seed)).isEqualTo(new Simulation().apply(seed));
    }
  }
}
