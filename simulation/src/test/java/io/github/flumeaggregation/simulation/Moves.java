package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;

/** All that can happen, and how often. A feature adds its moves here. */
final class Moves {
  private static final List<Move> WEIGHTED = new ArrayList<>();

  private static void add(int weight, Move move) {
    for (int i = 0; i < weight; i++) {
      WEIGHTED.add(move);
    }
  }

  static {
    add(10, new WritesLines());
    add(1, new BeginsLog());
    add(10, new SendsLines());
    add(2, new SendsAgain());
    add(1, new SendsProgress());
    add(2, new EdgeDies());
    add(1, new EdgeReloads());
    add(1, new EdgeMemoryEnds());
    add(2, new SinkMemoryEnds());
    add(2, new StrangerSends());
    add(12, new SinkTakes());
    add(2, new SinkTicks());
    add(5, new TimePasses());
    add(1, new ClockJumps());
    add(5, new ConsumerTakes());
    add(1, new ConsumerStops());
    add(4, new FilesAreMade());
    add(2, new SinkDies());
    add(2, new DiskFails());
    add(1, new DiskLoses());
    add(1, new SinkRestarts());
    add(1, new ConfigurationChanges());
  }

  private Moves() {}

  static Move any(World world) {
    return world.any(WEIGHTED);
  }
}
