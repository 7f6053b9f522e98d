package io.github.flumeaggregation.window.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each force of a file or a directory is there for a reason: leave any one of them out, and there
 * is a power failure after which the state is not what it was said to be. None is listed here; the
 * places that force are found by watching them.
 */
@Tag("search")
class ForcesTest {
  private static final long SEED = Long.getLong("test.seed", 42);
  private static final int AHEAD_BYTES = 4 << 10;
  private static final int FAILURES_UNTIL_FOUND = 1_000;
  private static final int FAILURES_OF_SOUND_CODE = 60;

  @TempDir Path temporary;
  private int runs;
  private int steps;

  /** A disk that leaves out the forces of one place in the code. */
  private static final class ForgetfulDisk extends UnkindDisk {
    private final String forgotten;
    private final Set<String> places = new TreeSet<>();

    ForgetfulDisk(Random random, Path trash, String forgotten) throws IOException {
      super(random, trash);
      this.forgotten = forgotten;
    }

    /** Growing a log is a step as any other: it need not be a long one. */
    @Override
    protected int aheadBytes() {
      return AHEAD_BYTES;
    }

    @Override
    protected boolean doesForce() {
      String place = place();
      places.add(place);
      return !place.equals(forgotten);
    }

    /** Who asks for the force, and of what. */
    private static String place() {
      List<String> callers =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .walk(
                  frames ->
                      frames
                          .map(f -> f.getDeclaringClass().getSimpleName() + '.' + f.getMethodName())
                          .dropWhile(name -> !name.matches("Unkind.*[.]force(Directory)?"))
                          .limit(3)
                          .toList());
      String caller =
          callers.stream().filter(name -> !name.startsWith("Unkind")).findFirst().orElseThrow();
      return caller + (callers.get(0).endsWith("Directory") ? " directory" : " file");
    }
  }

  /** What a sink does with its state, and what it may rely on after each step. */
  private static final class Life {
    private final Disk disk;
    private final File state;
    private final List<String> promised = new ArrayList<>();

    /** What may be there instead, while a snapshot is being written. */
    private List<String> begun = List.of();

    Life(Disk disk, File state) {
      this.disk = disk;
      this.state = state;
    }

    void live() throws IOException {
      try (StateDirectory directory = StateDirectory.open(disk, state)) {
        directory.readSnapshot();
        snapshot(directory, "first");
        append(directory, "a");
        append(directory, "b");
        snapshot(directory, "second");
        append(directory, "c");
        snapshot(directory, "third");
        snapshotBeside(directory, "fourth", "e");
        append(directory, "x".repeat(AHEAD_BYTES - 100));
        append(directory, "the log has grown");
        append(directory, "d");
      }
    }

    private void snapshot(StateDirectory directory, String content) throws IOException {
      begun = List.of(content);
      directory.writeSnapshot(out -> out.writeString(content));
      promised.clear();
      promised.add(content);
      begun = List.of();
    }

    /** One that is written while a record comes, which then is promised by either state. */
    private void snapshotBeside(StateDirectory directory, String content, String record)
        throws IOException {
      File file = directory.beginSnapshot();
      begun = List.of(content, record);
      append(directory, record);
      directory.finishSnapshot(
          Snapshot.write(disk, file, out -> out.writeString(content), () -> false));
      promised.clear();
      promised.addAll(begun);
      begun = List.of();
    }

    private void append(StateDirectory directory, String record) throws IOException {
      directory.append(new ByteWriter().writeString(record), true);
      promised.add(record);
    }

    /** Whether the disk holds what was promised, and perhaps the step that was being taken. */
    boolean isKept() {
      List<String> found = new ArrayList<>();
      try (StateDirectory directory = StateDirectory.open(new Disk(), state)) {
        ByteReader snapshot = directory.readSnapshot();
        if (snapshot != null) {
          found.add(snapshot.readString());
          directory.readLog(payload -> found.add(new ByteReader(payload).readString()));
        }
      } catch (StateException e) {
        return false;
      }
      boolean isBegun = !begun.isEmpty() && found.equals(begun);
      return isBegun
          || (found.size() >= promised.size()
              && found.size() <= promised.size() + 1
              && found.subList(0, promised.size()).equals(promised));
    }
  }

  /** Lets the power fail at a step, or after the last one; answers whether all is kept. */
  private boolean survives(String forgotten, Random random, int step) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("run" + runs++));
    ForgetfulDisk disk = new ForgetfulDisk(random, folder.resolve("trash"), forgotten);
    disk.dieAfter(step);
    Life life = new Life(disk, folder.resolve("new/state").toFile());
    try {
      life.live();
    } catch (IOException | StateException e) {
      assertThat(disk.isDead()).as("died of the power failure: %s", e).isTrue();
    }
    failPower(disk, folder);
    boolean kept = life.isKept();
    delete(folder);
    return kept;
  }

  private static void failPower(UnkindDisk disk, Path folder) {
    if (!disk.isDead()) {
      disk.dieAfter(0);
      try {
        disk.delete(folder.resolve("new/state/none").toFile());
      } catch (IOException e) {
        // As it should.
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** Lives once without a failure, and notes what forces, and how many steps there are. */
  private Set<String> places() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("watched"));
    ForgetfulDisk disk = new ForgetfulDisk(new Random(SEED), folder.resolve("trash"), "");
    new Life(disk, folder.resolve("new/state").toFile()).live();
    steps = Integer.MAX_VALUE - disk.stepsLeft();
    delete(folder);
    return disk.places;
  }

  @Test
  void withAllForces_everythingPromisedIsKept() throws IOException {
    places();
    Random random = new Random(SEED);
    for (int i = 0; i < FAILURES_OF_SOUND_CODE; i++) {
      int step = random.nextInt(steps + 1);
      assertThat(survives("", random, step)).as("seed %d, run %d, step %d", SEED, i, step).isTrue();
    }
  }

  @Test
  void withoutAnyOneForce_somethingPromisedIsLost() throws IOException {
    Set<String> places = places();
    assertThat(places)
        .contains(
            "StateLog.force file",
            "StateLog.create file",
            "StateLog.grow file",
            "Snapshot.write file",
            "DurableFiles.write file",
            "DurableFiles.replace directory",
            "StateDirectory.forceNames directory",
            "DurableFiles.forceNamesThrough directory");
    List<String> useless = new ArrayList<>();
    for (String place : places) {
      if (!isMissed(place)) {
        useless.add(place);
      }
    }
    assertThat(useless).as("forces that nothing rests on, seed %d", SEED).isEmpty();
  }

  private boolean isMissed(String place) throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < FAILURES_UNTIL_FOUND; i++) {
      if (!survives(place, random, random.nextInt(steps + 1))) {
        return true;
      }
    }
    return false;
  }
}
