package io.github.flumeaggregation.simulation;

import java.util.List;

/**
 * Each line that was in a real file, and that somebody could read, is taken; what is lost of files
 * that were known, and what counts twice since nobody can tell, is counted by the source. Under
 * which positions: {@link Delivered}.
 */
final class FilesAreRead implements Law {
  /** In what a source says that lines may be lost, or counted twice. */
  static final List<String> WORDS =
      List.of("PossibleLosses", "DoubtfulIdentities", "PositionSaveErrors");

  /** The end of a last line, of a file that is gone, is waited for until {@code idleTimeout}. */
  private static final int IDLE_MILLIS = 120_000;

  private static final int PATIENCE_MILLIS = IDLE_MILLIS + 60_000;
  private static final int STEP_MILLIS = 1_000;

  /** To be called when all faults have ended. */
  static void whenFaultsHaveEnded(World world) {
    if (!world.hasFiles()) {
      return;
    }
    world.tails.end();
    for (int at = 0; !world.tails.isAllTaken(); at += STEP_MILLIS) {
      if (at > PATIENCE_MILLIS) {
        throw new AssertionError("never read: " + world.tails.missing());
      }
      world.tails.work(STEP_MILLIS, () -> drain(world));
    }
    // Whatever has gone is let go, after idleTimeout at the latest.
    world.tails.work(3_000, () -> drain(world));
    world.tails.leap(IDLE_MILLIS);
    world.tails.work(7_000, () -> drain(world));
  }

  private static void drain(World world) {
    world.sink.deliver();
    if (!world.sink.hasFiles()) {
      world.sink.consume(Integer.MAX_VALUE, true);
    }
  }

  @Override
  public void onTheWay(World world) {
    for (TailedHost host : world.tails.hosts) {
      if (host.open() > host.maxOpenFiles()) {
        throw new AssertionError(host.host.name + " has " + host.open() + " files open");
      }
    }
  }

  @Override
  public void inTheEnd(World world) {
    for (TailedHost host : world.tails.hosts) {
      int names = host.folder.files.size();
      if (host.tailed() > names || host.open() > names) {
        throw new AssertionError(
            "of %d files %d are followed, and %d open"
                .formatted(names, host.tailed(), host.open()));
      }
      List<WrittenLine> twice =
          world.tails.book.all.stream()
              .filter(line -> line.places.size() > 1 && !line.mayBeUncounted)
              .toList();
      if (!twice.isEmpty() && number(world) == 0) {
        throw new AssertionError("twice, and not a word of it: " + twice);
      }
    }
  }

  private static long number(World world) {
    return world.tails.hosts.stream()
        .mapToLong(host -> WORDS.stream().mapToLong(host::number).sum())
        .sum();
  }
}
