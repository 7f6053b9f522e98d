package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;

/** All that can happen, and how often. A feature adds its moves here. */
final class Moves {
  private static final List<Move> WEIGHTED = new ArrayList<>();

  /** Of lives with real files. */
  private static final List<Move> WITH_FILES = new ArrayList<>();

  private static void add(int weight, Move move) {
    for (int i = 0; i < weight; i++) {
      WEIGHTED.add(move);
    }
  }

  /** What happens in lives with real files as well. */
  private static void addToBoth(int weight, Move move) {
    add(weight, move);
    for (int i = 0; i < weight; i++) {
      WITH_FILES.add(move);
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
    addToBoth(1, new EdgeMemoryEnds());
    add(2, new SinkMemoryEnds());
    addToBoth(2, new StrangerSends());
    addToBoth(12, new SinkTakes());
    addToBoth(2, new SinkTicks());
    addToBoth(5, new TimePasses());
    addToBoth(1, new ClockJumps());
    addToBoth(5, new ConsumerTakes());
    addToBoth(1, new ConsumerStops());
    addToBoth(4, new FilesAreMade());
    addToBoth(1, new StagingIsLost());
    addToBoth(2, new SinkDies());
    addToBoth(2, new DiskFails());
    add(1, new DiskLoses());
    addToBoth(1, new SinkRestarts());
    addToBoth(1, new ConfigurationChanges());
    WITH_FILES.addAll(TailMoves.ALL);
  }

  private Moves() {}

  static Move any(World world) {
    return world.any(world.hasFiles() ? WITH_FILES : WEIGHTED);
  }
}
