package io.github.flumeaggregation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lives whose logs are real files that the tail source reads, which have negative seeds. See
 * docs/simulation.md.
 */
class FilesSimulationIT {
  private static final long FIRST = Long.getLong("simulation.files.first", 1);
  private static final long COUNT = Long.getLong("simulation.files.count", 40);
  private static final int SECONDS = Integer.getInteger("simulation.files.seconds", 60);
  private static final int NEW_SECONDS = Integer.getInteger("simulation.files.new.seconds", 0);

  @Test
  void anyLifeWithFiles_keepsAllLaws() {
    live(-FIRST, COUNT, SECONDS);
  }

  @Test
  void lifeWithFilesThatNoBuildHasLived_keepsAllLaws() {
    if (NEW_SECONDS > 0) {
      live(-ProductSeed.first(), 0, NEW_SECONDS);
    }
  }

  private static void live(long first, long count, double seconds) {
    ManyLives.live("Simulation with files", new Simulation(), first, count, seconds);
  }

  @Test
  void sameSeedWithFiles_isTheSameLife() {
    for (String seed : List.of("-1", "-2", "-3")) {
      assertThat(new Simulation().apply(seed)).isEqualTo(new Simulation().apply(seed));
    }
  }
}
