package io.github.flumeaggregation.tail.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.durable.UnkindFiles;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The position file over killed processes, power failures and damage to the file: what was saved,
 * or gone on from, is never gone again. With all forces that holds, and each force is there for a
 * reason: leave any one of them out, and there are lives in which it does not. None is listed here;
 * the places that force are found by watching them.
 */
@Tag("search")
class PositionForcesTest {
  private static final long SEED = Long.getLong("test.seed", 42);
  private static final int LIVES_OF_SOUND_CODE = Integer.getInteger("test.kills", 300);
  private static final int LIVES_UNTIL_FOUND = 2_000;
  private static final int PROCESSES = 4;
  private static final int SAVES = 3;

  @TempDir Path temporary;
  private int runs;

  /** A disk that leaves out the forces of one place in the code. */
  private static final class ForgetfulFiles extends UnkindFiles {
    private final String forgotten;
    private final Set<String> places = new TreeSet<>();
    private int forcesUntilKilled = Integer.MAX_VALUE;

    ForgetfulFiles(Random random, Path trash, String forgotten) throws IOException {
      super(random, trash);
      this.forgotten = forgotten;
    }

    @Override
    protected boolean doesForce() {
      String place = place();
      places.add(place);
      if (forcesUntilKilled-- == 0) {
        killProcess();
      }
      return !place.equals(forgotten);
    }

    /** Each call, from the one that forces up to the method of the position file that asks. */
    private static String place() {
      List<String> calls =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .walk(
                  frames ->
                      frames
                          .filter(f -> !f.getDeclaringClass().getSimpleName().matches("Unkind.*"))
                          .skip(2)
                          .limit(8)
                          .map(PositionForcesTest::call)
                          .toList());
      int asks = 0;
      while (!calls.get(asks).startsWith("PositionFile.")) {
        asks++;
      }
      return String.join(" < ", calls.subList(0, asks + 1));
    }
  }

  private static String call(StackWalker.StackFrame frame) {
    return frame.getDeclaringClass().getSimpleName()
        + '.'
        + frame.getMethodName()
        + ':'
        + frame.getLineNumber();
  }

  /** What a file's source does with its positions: the offset of one file only grows. */
  private static final class Life {
    private final ForgetfulFiles disk;
    private final Path folder;
    private long known;

    /** Whether a save was done as a whole since the last damage, so that there are two. */
    private boolean areBothGood;

    Life(ForgetfulFiles disk, Path folder) {
      this.disk = disk;
      this.folder = folder;
    }

    private Path path() {
      return folder.resolve("new/positions/p.json");
    }

    /** One process; answers false if it finds less than was known. */
    boolean live(int saves) throws IOException {
      PositionFile file = new PositionFile(disk, path(), null, new TaildirPositions("host"));
      if (!finds(file)) {
        return false;
      }
      for (int i = 0; i < saves; i++) {
        file.save(file.encode(List.of(incarnation(known + 1)), false));
        known++;
        areBothGood = true;
      }
      return true;
    }

    private boolean finds(PositionFile file) throws IOException {
      List<Incarnation> loaded;
      try {
        loaded = file.load();
      } catch (IOException e) {
        if (disk.isDead()) {
          throw e;
        }
        return false; // there is no good file any more
      }
      long found = loaded == null ? 0 : loaded.get(0).offset();
      boolean isEnough = found == known || found == known + 1;
      known = found;
      return isEnough;
    }

    /**
     * Something else than this code writes into the file or its copy, past the disk and so for
     * good; only one of both.
     */
    void damage(Random random) throws IOException {
      String name = random.nextBoolean() ? "p.json" : "p.json.copy";
      File one = path().resolveSibling(name).toFile();
      if (areBothGood && one.exists()) {
        areBothGood = false;
        try (RandomAccessFile file = new RandomAccessFile(one, "rw")) {
          file.write(0);
        }
      }
    }
  }

  private static Incarnation incarnation(long offset) {
    Incarnation incarnation =
        new Incarnation(
            "host:1:2:ff", new FileKey(1, 2), Paths.get("/logs/a.log"), new Fingerprint(1, 1, 1));
    incarnation.delivered(offset);
    return incarnation;
  }

  private ForgetfulFiles disk(Random random, Path folder, String forgotten) throws IOException {
    return new ForgetfulFiles(random, folder.resolve("trash"), forgotten);
  }

  /** Some processes, each of which is killed or loses its power; answers whether all was kept. */
  private boolean survives(String forgotten, Random random, int steps) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("run" + runs++));
    ForgetfulFiles disk = disk(random, folder, forgotten);
    Life life = new Life(disk, folder);
    boolean kept = true;
    for (int i = 0; i < PROCESSES && kept; i++) {
      boolean killed = random.nextBoolean();
      disk.dieAfter(killed ? Integer.MAX_VALUE : random.nextInt(steps + 1));
      disk.forcesUntilKilled = killed ? random.nextInt(steps / 3) : Integer.MAX_VALUE;
      kept = lives(life, disk, random.nextInt(SAVES + 1));
      disk.dieAfter(Integer.MAX_VALUE);
      if (random.nextBoolean()) {
        life.damage(random);
      }
    }
    delete(folder);
    return kept;
  }

  /** One process that ends as the disk says, or when it has saved so often. */
  private static boolean lives(Life life, UnkindFiles disk, int saves) throws IOException {
    try {
      return life.live(saves);
    } catch (IOException e) {
      assertThat(disk.isDead()).as("died of the disk: %s", e).isTrue();
      return true;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** Lives once without a failure, and notes what forces; answers how many steps there are. */
  private int watch(Set<String> places) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("watched"));
    ForgetfulFiles disk = disk(new Random(SEED), folder, "");
    Life life = new Life(disk, folder);
    assertThat(life.live(SAVES)).isTrue();
    assertThat(life.live(SAVES)).isTrue();
    places.addAll(disk.places);
    delete(folder);
    return (Integer.MAX_VALUE - disk.stepsLeft()) / 2;
  }

  @Test
  void withAllForces_whatWasSavedOrLoadedIsKept() throws IOException {
    int steps = watch(new TreeSet<>());
    Random random = new Random(SEED);
    for (int i = 0; i < LIVES_OF_SOUND_CODE; i++) {
      assertThat(survives("", random, steps)).as("seed %d, run %d", SEED, i).isTrue();
    }
  }

  @Test
  void withoutAnyOneForce_somethingIsLost() throws IOException {
    Set<String> places = new TreeSet<>();
    int steps = watch(places);
    assertThat(places.stream().map(PositionForcesTest::withoutLines).collect(Collectors.toList()))
        .containsExactlyInAnyOrder(
            "DurableFiles.forceNamesThrough < PositionFile.makeFolder",
            "DurableFiles.forceNamesThrough < PositionFile.makeLastDurable",
            "PositionFile.makeLastDurable",
            "DurableFiles.write < DurableFiles.replace < PositionFile.save",
            "DurableFiles.replace < PositionFile.save",
            "DurableFiles.write < DurableFiles.replace < PositionFile.save",
            "DurableFiles.replace < PositionFile.save");
    List<String> useless = new ArrayList<>();
    for (String place : places) {
      if (!isMissed(place, steps)) {
        useless.add(place);
      }
    }
    assertThat(useless).as("forces that nothing rests on, seed %d", SEED).isEmpty();
  }

  private static String withoutLines(String place) {
    return place.replaceAll(":[0-9]+", "");
  }

  private boolean isMissed(String place, int steps) throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < LIVES_UNTIL_FOUND; i++) {
      if (!survives(place, random, steps)) {
        return true;
      }
    }
    return false;
  }
}
