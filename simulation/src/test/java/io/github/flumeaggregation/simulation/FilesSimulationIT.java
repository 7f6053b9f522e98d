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

  @Test
  void anyLifeWithFiles_keepsAllLaws() {
    System.out.println("Simulation with files from seed " + -FIRST + " down");
    Simulation simulation = new Simulation();
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (long i = 0; i == 0 || (i < COUNT && System.nanoTime() - endNanos < 0); i++) {
      String unused = simulation.apply(Long.toString(-FIRST - i));
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
