package io.github.flumeaggregation.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Comparator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of what happens to log files and agents, against a naive model: writes,
 * rotations of all kinds, copies, archives, rewrites, cuts, replacements, inodes that are used
 * again, logs that begin alike, steps of the clock, full channels, stops and kills, at worst after
 * every step. After each, {@link TortureLaws} must hold.
 *
 * <p>An ordinary run is the same each time. A night's run over other sequences is by flag: {@code
 * -Dtail.torture.first=…} is its first seed, {@code -Dtail.torture.sequences=1000000} how many
 * follow. {@code -Dtail.torture.seed=…} runs one again.
 */
@Tag("search")
class TortureTest {
  /** The first seed of an ordinary run. Other sequences are for a night's run by flag. */
  private static final long FIRST_SEED = 20_259_800;

  /** In memory where there is such a place: each sequence forces some hundred files to disk. */
  private static final Path MEMORY = Paths.get("/dev/shm");

  @Test
  void anySequenceOfEvents_deliversEveryByteOnce() throws IOException {
    run(false);
  }

  /** What a memory channel holds is lost with the process, and so may positions never be ahead. */
  @Test
  void anySequenceOfEventsWithConfirmation_deliversEveryByteOnce() throws IOException {
    run(true);
  }

  private static void run(boolean confirmed) throws IOException {
    String seed = System.getProperty("tail.torture.seed");
    int sequences =
        seed != null ? 1 : Integer.getInteger("tail.torture.sequences", confirmed ? 300 : 1_000);
    long first =
        seed != null ? Long.parseLong(seed) : Long.getLong("tail.torture.first", FIRST_SEED);
    Path directory =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "torture")
            : Files.createTempDirectory("torture");
    LongStream.range(0, sequences)
        .parallel()
        .forEach(i -> run(first + i, directory.resolve("s" + i), confirmed));
    // Not after a failure: others still write there, and what that throws would hide the seed.
    remove(directory);
  }

  private static void run(long seed, Path home, boolean confirmed) {
    TortureRun run = null;
    try {
      run = new TortureRun(seed, home, confirmed);
      run.run();
      remove(home);
    } catch (IOException | RuntimeException | AssertionError e) {
      String story = run == null ? "" : run.story();
      throw new AssertionError("-Dtail.torture.seed=" + seed + "\n" + story, e);
    }
  }

  private static void remove(Path home) {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
