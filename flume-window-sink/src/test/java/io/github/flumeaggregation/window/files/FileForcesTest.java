package io.github.flumeaggregation.window.files;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.UnkindDisk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly-once files over power failures at any step, beside a reader that takes each file away as
 * soon as it sees it: with all forces each row is in one file, and each force is there for a
 * reason. The places that force are found by watching them.
 */
@Tag("search")
class FileForcesTest {
  private static final long SEED = Long.getLong("test.seed", 42);
  private static final int FAILURES_OF_SOUND_CODE = Integer.getInteger("test.kills", 150);
  private static final int FAILURES_UNTIL_FOUND = 2_000;
  private static final int MINUTES = 4;
  private static final int STEPS_OF_A_CUT = 15;

  @TempDir Path temporary;
  private final Random random = new Random(SEED);
  private int runs;

  /** A disk that leaves out the forces of one place in the code, or fails to force once. */
  private static final class ForgetfulDisk extends UnkindDisk {
    private final String forgotten;
    private final Set<String> places = new ConcurrentSkipListSet<>();
    private int forcesUntilOneFails;

    ForgetfulDisk(Random random, Path trash, String forgotten, int forcesUntilOneFails)
        throws IOException {
      super(random, trash);
      this.forgotten = forgotten;
      this.forcesUntilOneFails = forcesUntilOneFails;
    }

    @Override
    protected boolean doesForce() throws IOException {
      String place = place();
      places.add(place);
      if (forcesUntilOneFails-- == 0) {
        throw new IOException("this force fails");
      }
      return !place.equals(forgotten);
    }

    /**
     * Who asks for the force, and of what. A rename from one folder to another is made durable by a
     * force of either, as {@link UnkindDisk} has it: both are one place.
     */
    private static String place() {
      List<String> callers =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .walk(frames -> frames.map(FileForcesTest::caller).limit(12).toList());
      boolean isDirectory = callers.stream().anyMatch(c -> c.startsWith("UnkindFiles.forceD"));
      String caller =
          callers.stream()
              .filter(
                  frame ->
                      !frame.matches(
                          "Unkind.*|FileForces.*|ForgetfulDisk.*|LocalFileStore[.]force.*"))
              .findFirst()
              .orElseThrow();
      return caller.matches("FileWorkers|CutFiles[.]publish.*")
          ? "both folders of a rename"
          : caller + (isDirectory ? " directory" : " file");
    }
  }

  /** The class, method and line; of a task that threads share out, the class that shares it out. */
  private static String caller(StackWalker.StackFrame frame) {
    String type = frame.getDeclaringClass().getSimpleName();
    return frame.getMethodName().contains("$")
        ? type
        : type + '.' + frame.getMethodName() + ':' + frame.getLineNumber();
  }

  /** A state whose disk keeps everything, so that files have to as well; forces only take time. */
  private static final class KeepingDisk extends Disk {
    @Override
    public Output open(File path) throws IOException {
      return new FileOutput(path) {
        @Override
        public void force() {}
      };
    }

    @Override
    public void forceDirectory(File directory) {}
  }

  /** One sink, its files, and the reader that takes them. */
  private static final class Life {
    private final Path folder;
    private final FilesSettings settings;
    private final Set<String> rows = new TreeSet<>();
    private final List<String> taken = new ArrayList<>();

    Life(Path folder) {
      this.folder = folder;
      settings =
          FilesSettings.of(
              Events.settings(
                  "stateDir", folder.resolve("state").toString(),
                  "files.path", "file://" + folder + "/rows/%{aggregation}",
                  "files.format", "json",
                  "files.rollInterval", "0ms",
                  "files.rollRows", "3"));
    }

    /** Some minutes' lines, those of each delivered before the next. */
    void live(UnkindDisk disk, int minutes) throws Exception {
      try (DurableEngine engine = DurableEngine.open(settings.state(), new KeepingDisk());
          FileDelivery delivery = settings.delivery(new FileStores(disk))) {
        deliver(engine, delivery, disk);
        for (int i = 0; i < minutes; i++) {
          String line = line(i * 60L, 200 + i, i);
          engine.add(position("f", i * 1000L, line), bytes(line), Events.WALL);
          engine.commit(Events.WALL);
          engine.outbox().all().forEach(row -> rows.add(row.headers().get("id")));
          deliver(engine, delivery, disk);
        }
      }
    }

    /** What fails is tried again, as the thread of the files does. */
    private void deliver(DurableEngine engine, FileDelivery delivery, UnkindDisk disk)
        throws Exception {
      while (engine.outbox().size() > 0) {
        try {
          delivery.deliverNext(engine);
        } catch (IOException e) {
          if (disk == null || disk.isDead()) {
            throw e;
          }
          delivery.closeStore();
        }
      }
    }

    /** Somebody cleans up what begins with an underscore. */
    void loseStagingFolder() throws IOException {
      File[] hidden =
          folder.resolve("rows").toFile().listFiles((dir, name) -> name.startsWith("_"));
      for (File staging : hidden == null ? new File[0] : hidden) {
        delete(staging.toPath());
      }
    }

    /** The next process, whose disk keeps everything; answers whether each row was in one file. */
    boolean isEachRowInOneFile() throws Exception {
      try (DurableEngine engine = DurableEngine.open(settings.state(), new KeepingDisk());
          FileDelivery delivery = settings.delivery(new FileStores(new KeepingDisk()))) {
        deliver(engine, delivery, null);
      }
      take();
      return taken.size() == rows.size() && new HashSet<>(taken).equals(rows);
    }

    void take() throws IOException {
      if (!Files.exists(folder.resolve("rows"))) {
        return;
      }
      try (Stream<Path> files = Files.walk(folder.resolve("rows"))) {
        for (Path file : files.filter(this::isVisible).toList()) {
          for (String row : Files.readAllLines(file)) {
            taken.add(id(row));
          }
          Files.delete(file);
        }
      }
    }

    private static String id(String row) {
      try {
        return JsonParser.parseString(row).getAsJsonObject().get("id").getAsString();
      } catch (JsonParseException | IllegalStateException e) {
        return "torn: " + row;
      }
    }

    private boolean isVisible(Path file) {
      return Files.isRegularFile(file) && !folder.relativize(file).toString().contains("/_");
    }
  }

  /** Lives once without a failure: what forces, and how many steps there are. */
  private int watch(Set<String> places) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("watched"));
    ForgetfulDisk disk = new ForgetfulDisk(random, folder.resolve("trash"), "", -1);
    Life life = new Life(folder);
    life.live(disk, MINUTES);
    places.addAll(disk.places);
    int steps = Integer.MAX_VALUE - disk.stepsLeft();
    assertThat(life.isEachRowInOneFile()).isTrue();
    return steps;
  }

  /** Whether each row was in one file, whatever happened. */
  private boolean survives(String forgotten, int steps) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("run" + runs++));
    Life life = new Life(folder);
    boolean losesStaging = random.nextBoolean();
    untilPowerFails(life, forgotten, random.nextInt(steps + 1), MINUTES);
    if (losesStaging) {
      // Beside a reader a row could then be there twice, and the log says so.
      life.loseStagingFolder();
      untilPowerFails(life, forgotten, random.nextInt(STEPS_OF_A_CUT), 0);
    } else {
      life.take();
    }
    boolean survives = life.isEachRowInOneFile();
    delete(folder);
    return survives;
  }

  /** One of the forces fails before the power does, maybe. */
  private void untilPowerFails(Life life, String forgotten, int step, int minutes)
      throws Exception {
    Path trash = life.folder.resolve("trash" + runs++);
    ForgetfulDisk disk = new ForgetfulDisk(random, trash, forgotten, random.nextInt(step + 1));
    disk.dieAfter(step);
    try {
      life.live(disk, minutes);
      failPower(disk, life.folder);
    } catch (IOException e) {
      assertThat(disk.isDead()).as("died of the power failure: %s", e).isTrue();
    }
  }

  private static void failPower(UnkindDisk disk, Path folder) {
    disk.dieAfter(0);
    try {
      disk.delete(folder.resolve("rows/none").toFile());
    } catch (IOException e) {
      // As it should.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  @Test
  void withAllForces_eachRowIsInOneFile() throws Exception {
    int steps = watch(new TreeSet<>());
    for (int i = 0; i < FAILURES_OF_SOUND_CODE; i++) {
      assertThat(survives("", steps)).as("seed %d, run %d", SEED, i).isTrue();
    }
  }

  @Test
  void withoutAnyOneForce_aRowIsLostOrDoubled() throws Exception {
    Set<String> places = new TreeSet<>();
    int steps = watch(places);
    assertThat(places.stream().map(place -> place.replaceFirst(":[0-9]+", "")))
        .contains(
            "LocalFileStore.write file",
            "LocalFileStore.makeDurably directory",
            "DurableFiles.forceNamesThrough directory",
            "CutFiles.write directory",
            "both folders of a rename");
    List<String> useless = new ArrayList<>();
    for (String place : places) {
      if (!isMissed(place, steps)) {
        useless.add(place);
      }
    }
    assertThat(useless).as("forces that nothing rests on, seed %d", SEED).isEmpty();
  }

  private boolean isMissed(String place, int steps) throws Exception {
    for (int i = 0; i < FAILURES_UNTIL_FOUND; i++) {
      if (!survives(place, steps)) {
        return true;
      }
    }
    return false;
  }
}
