package io.github.flumeaggregation.window.files;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.DurableEngine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly-once files beside a consumer that takes each away as soon as it appears. */
class PublishedFilesTest {
  private static final int KILLS = Integer.getInteger("test.kills", 50);
  private static final long SEED = Long.getLong("test.seed", 42);

  private final Random random = new Random(SEED);
  private final List<String> taken = new ArrayList<>();
  private int fed;

  @TempDir Path directory;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(directory.resolve("rows"));
  }

  private FilesSettings config(String state, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "stateDir", directory.resolve(state).toString(),
                "files.path", "file://" + directory + "/rows/%{aggregation}/%M",
                "files.format", "json",
                "files.timeZone", "UTC",
                "files.rollInterval", "0ms",
                "files.rollRows", "1000"));
    settings.addAll(List.of(more));
    return FilesSettings.of(Events.settings(settings.toArray(String[]::new)));
  }

  private FilesSettings config() {
    return config("state");
  }

  private FilesSettings withoutFiles() {
    String stateDir = directory.resolve("state").toString();
    return FilesSettings.of(Events.settings("stateDir", stateDir));
  }

  private void feed(DurableEngine engine) {
    for (int i = 0; i < 5; i++) {
      String line = line(fed * 30L, 200 + fed % 3, fed);
      engine.add(position("f", fed * 1000L, line), bytes(line), Events.WALL);
      fed++;
    }
    engine.commit(Events.WALL);
  }

  private static List<String> ids(List<OutboxRow> rows) {
    return rows.stream().map(row -> row.headers().get("id")).toList();
  }

  private static FileDelivery delivery(FilesSettings config, Disk disk) {
    return config.delivery(new FileStores(disk));
  }

  private void deliverAll(FilesSettings config) throws Exception {
    try (DurableEngine engine = DurableEngine.open(config.state(), new Disk());
        FileDelivery delivery = delivery(config, new Disk())) {
      while (engine.outbox().size() > 0) {
        delivery.deliverNext(engine);
      }
    }
    take();
  }

  // --- the consumer -----------------------------------------------------------------------------

  private static boolean isHidden(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private List<Path> files(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> wanted.test(directory.relativize(file)))
          .toList();
    }
  }

  private List<Path> visibleFiles() throws IOException {
    return files(file -> file.toString().endsWith(".json") && !isHidden(file));
  }

  private void take(Path file) throws IOException {
    for (String row : Files.readAllLines(file)) {
      taken.add(JsonParser.parseString(row).getAsJsonObject().get("id").getAsString());
    }
    Files.delete(file);
  }

  private void take() throws IOException {
    for (Path file : visibleFiles()) {
      take(file);
    }
  }

  // --- file systems that fail -------------------------------------------------------------------

  /** Gives no file below a folder its name, while it is told to. */
  private static final class RefusingDisk extends Disk {
    private final String folder;
    private volatile boolean refuses = true;

    RefusingDisk(String folder) {
      this.folder = folder;
    }

    @Override
    public void rename(File from, File to) throws IOException {
      if (refuses && to.getPath().contains(folder)) {
        throw new IOException("no space left on device");
      }
      super.rename(from, to);
    }
  }

  /** A process that is killed at a step, and a consumer that is quicker than any next step. */
  private final class KilledDisk extends Disk {
    private int stepsLeft;

    KilledDisk(int stepsLeft) {
      this.stepsLeft = stepsLeft;
    }

    private synchronized void step() throws IOException {
      if (stepsLeft-- <= 0) {
        throw new IOException("killed");
      }
    }

    @Override
    public Output open(File path) throws IOException {
      step();
      return super.open(path);
    }

    @Override
    public void rename(File from, File to) throws IOException {
      step();
      super.rename(from, to);
      synchronized (taken) {
        take(to.toPath());
      }
      step();
    }

    @Override
    public void delete(File path) throws IOException {
      step();
      super.delete(path);
    }

    @Override
    public void forceDirectory(File folder) throws IOException {
      step();
    }
  }

  @Test
  void folderThatFailsWhileAConsumerTakesTheOthers_doublesNothing() throws Exception {
    RefusingDisk disk = new RefusingDisk("/sink/");
    List<String> rows;
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = delivery(config(), disk)) {
      feed(engine);
      rows = ids(engine.outbox().all());
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(() -> delivery.deliverNext(engine)).hasMessageContaining("no space");
        delivery.closeStore();
        take();
      }
      assertThat(taken).as("the other folders do not wait").isNotEmpty();
    }
    for (int restart = 0; restart < 3; restart++) {
      try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
          FileDelivery delivery = delivery(config(), disk)) {
        assertThatThrownBy(() -> delivery.deliverNext(engine)).hasMessageContaining("no space");
        take();
      }
    }
    deliverAll(config());
    assertThat(taken).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Tag("search")
  @Test
  void agentThatIsKilledAtAnyStep_doublesAndLosesNothing() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int steps = 0; steps < KILLS; steps++) {
      try (DurableEngine engine = DurableEngine.open(config().state(), new Disk())) {
        feed(engine);
        ids(engine.outbox().all()).stream().filter(id -> !rows.contains(id)).forEach(rows::add);
        FileDelivery delivery = delivery(config(), new KilledDisk(random.nextInt(60)));
        while (engine.outbox().size() > 0) {
          delivery.deliverNext(engine);
        }
        delivery.close();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("killed");
      }
    }
    deliverAll(config());
    assertThat(taken).as("seed %s", SEED).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(taken).hasSizeGreaterThan(3 * KILLS);
  }

  @Test
  void stagingFolderThatIsGone_losesNothing() throws Exception {
    List<String> rows;
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = delivery(config(), new RefusingDisk("/rows/"))) {
      feed(engine);
      rows = ids(engine.outbox().all());
      assertThatThrownBy(() -> delivery.deliverNext(engine)).hasMessageContaining("no space");
      new LocalFileStore(new Disk()).deleteFolder("file://" + directory + "/rows");
    }
    deliverAll(config());
    assertThat(taken).containsExactlyInAnyOrderElementsOf(rows);
  }

  // --- other disks ------------------------------------------------------------------------------

  @Test
  void folderOnAnotherDisk_isRefusedBeforeAnythingIsDecided() throws Exception {
    Path other = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(other) && !sameDisk(other), "another disk is needed");
    Path elsewhere = Files.createTempDirectory(other, "rows");
    Files.createSymbolicLink(directory.resolve("rows/traffic"), elsewhere);
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = delivery(config(), new Disk())) {
      feed(engine);
      List<String> rows = ids(engine.outbox().all());
      assertThatThrownBy(() -> delivery.deliverNext(engine))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory + "/rows/traffic/05")
          .hasMessageContaining("different disks")
          .hasMessageContaining("let files.path begin with the folder that is mounted");
      assertThat(engine.preparedCut()).isNull();
      assertThat(visibleFiles()).isEmpty();
      assertThat(ids(engine.outbox().all())).isEqualTo(rows);
    } finally {
      new LocalFileStore(new Disk()).deleteFolder(elsewhere.toString());
    }
  }

  private boolean sameDisk(Path other) throws IOException {
    return Files.getFileStore(other).equals(Files.getFileStore(directory));
  }

  @Test
  void changedPath_cutsAnewWhatHasNotBeenPublished() throws Exception {
    List<String> rows = deliverInPart();
    int published = taken.size();
    FilesSettings changed =
        config("state", "files.path", "file://" + directory + "/elsewhere/%{type}");
    RefusingDisk disk = new RefusingDisk("/sink/");
    try (DurableEngine engine = DurableEngine.open(changed.state(), new Disk());
        FileDelivery delivery = delivery(changed, disk)) {
      delivery.deliverNext(engine);
      assertThat(engine.preparedCut()).isNull();
      assertThat(engine.outbox().firstSequence()).isEqualTo(published);
    }
    deliverAll(changed);
    assertThat(taken).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(files(file -> file.startsWith("rows"))).isEmpty();
  }

  /** All but the books of the sink. */
  private List<String> deliverInPart() throws Exception {
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = delivery(config(), new RefusingDisk("/sink/"))) {
      feed(engine);
      assertThatThrownBy(() -> delivery.deliverNext(engine)).hasMessageContaining("no space");
      take();
      assertThat(taken).isNotEmpty();
      return ids(engine.outbox().all());
    }
  }

  @Test
  void removedPath_leavesWhatHasNotBeenPublishedToAResultSource() throws Exception {
    List<String> rows = deliverInPart();
    FilesSettings off = withoutFiles();
    try (DurableEngine engine = DurableEngine.open(off.state(), new Disk());
        FileDelivery delivery = delivery(off, new RefusingDisk("/sink/"))) {
      engine.outbox().claim(delivery);
      delivery.deliverNext(engine);
      delivery.deliverNext(engine);
      assertThat(delivery.isNeeded(engine)).isFalse();
      assertThat(engine.outbox().claim(new Object())).isTrue();
    }
    try (DurableEngine engine = DurableEngine.open(off.state(), new Disk())) {
      taken.addAll(ids(engine.outbox().all()));
    }
    assertThat(taken).containsExactlyInAnyOrderElementsOf(rows);
  }

  // --- neighbours -------------------------------------------------------------------------------

  @Test
  void twoSinksOfOneNameAndPath_leaveEachOthersFilesAlone() throws Exception {
    RefusingDisk disk = new RefusingDisk("/rows/");
    FilesSettings first = config("first");
    FilesSettings second = config("second");
    try (DurableEngine one = DurableEngine.open(first.state(), new Disk());
        DurableEngine two = DurableEngine.open(second.state(), new Disk());
        FileDelivery ofOne = delivery(first, disk);
        FileDelivery ofTwo = delivery(second, new Disk())) {
      feed(one);
      feed(two);
      List<String> rows = new ArrayList<>(ids(one.outbox().all()));
      rows.addAll(ids(two.outbox().all()));
      assertThatThrownBy(() -> ofOne.deliverNext(one)).hasMessageContaining("no space");
      ofTwo.deliverNext(two);
      disk.refuses = false;
      ofOne.deliverNext(one);
      take();
      assertThat(taken).containsExactlyInAnyOrderElementsOf(rows);
    }
  }

  @Test
  void folderInTheStagingFolder_isDeletedWithTheRest() throws Exception {
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = delivery(config(), new Disk())) {
      feed(engine);
      Path staging = directory.resolve("rows/_web1-w-" + engine.stateId());
      Files.createDirectories(staging.resolve("a/b"));
      Files.writeString(staging.resolve("a/b/c"), "left");
      assertThat(delivery.deliverNext(engine)).isPositive();
      assertThat(files(PublishedFilesTest::isHidden)).isEmpty();
    }
  }

  @Test
  void linkInTheStagingFolder_isDeletedAndNotFollowed() throws Exception {
    Path kept =
        Files.writeString(Files.createDirectory(directory.resolve("kept")).resolve("a"), "");
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = delivery(config(), new Disk())) {
      feed(engine);
      Path staging = directory.resolve("rows/_web1-w-" + engine.stateId());
      Files.createDirectories(staging);
      Files.createSymbolicLink(staging.resolve("link"), directory.resolve("kept"));
      delivery.deliverNext(engine);
      assertThat(staging.resolve("link")).doesNotExist();
      assertThat(kept).exists();
    }
  }

  @Test
  void rowsThatWaitedBeforeARestart_doNotWaitAnew() throws Exception {
    FilesSettings config = config("state", "files.rollInterval", "1h");
    try (DurableEngine engine = DurableEngine.open(config.state(), new Disk())) {
      feed(engine);
    }
    try (DurableEngine engine = DurableEngine.open(config.state(), new Disk());
        FileDelivery delivery = delivery(config, new Disk())) {
      assertThat(delivery.deliverNext(engine)).isPositive();
      assertThat(engine.outbox().size()).isZero();
    }
  }
}
