package io.github.flumeaggregation.window.files;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.FileFormat;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.FileCut;
import io.github.flumeaggregation.window.state.StateException;
import io.github.flumeaggregation.window.state.UnkindDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDeliveryTest {
  private static final int KILLS = Integer.getInteger("test.kills", 50);
  private static final long SEED = Long.getLong("test.seed", 42);

  @TempDir Path directory;
  @TempDir Path trash;

  private final Random random = new Random(SEED);
  private final Map<String, String> bodyById = new HashMap<>();
  private int fed;

  private String path(String name) {
    return "file://" + directory + "/" + name;
  }

  private FilesSettings config(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "stateDir", directory.resolve("state").toString(),
                "files.path", path("rows/%{aggregation}/%Y%m%d/%H"),
                "files.format", "json",
                "files.timeZone", "UTC",
                "files.rollInterval", "0ms",
                "files.rollRows", "7"));
    settings.addAll(List.of(more));
    return FilesSettings.of(Events.settings(settings.toArray(String[]::new)));
  }

  /** Some minutes' lines; the windows before the last one close. */
  private void feed(DurableEngine engine) {
    for (int i = 0; i < 5; i++) {
      String line = line(fed * 30L, 200 + fed % 3, fed);
      engine.add(position("f", fed * 1000L, line), bytes(line), Events.WALL);
      fed++;
    }
    engine.commit(Events.WALL);
  }

  private void remember(DurableEngine engine) {
    engine.outbox().all().forEach(row -> bodyById.put(row.headers().get("id"), Events.text(row)));
  }

  private void deliverAll(FileDelivery delivery, DurableEngine engine) throws Exception {
    remember(engine);
    while (engine.outbox().size() > 0) {
      delivery.deliverNext(engine);
    }
  }

  // --- what a reader sees ---------------------------------------------------------------------

  private static boolean isVisible(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith("_") || part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private List<Path> visibleFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(directory.resolve("state")))
          .filter(file -> isVisible(directory.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private List<Path> hiddenFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> !isVisible(directory.relativize(file))).toList();
    }
  }

  private List<String> ids(Path file) throws IOException {
    if (file.toString().endsWith(".json")) {
      return Files.readAllLines(file).stream().map(this::idOfAKnownRow).toList();
    }
    List<String> ids = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      reader.forEach(record -> ids.add(record.get("id").toString()));
    }
    return ids;
  }

  private String idOfAKnownRow(String row) {
    String id = JsonParser.parseString(row).getAsJsonObject().get("id").getAsString();
    assertThat(row).isEqualTo(bodyById.get(id));
    return id;
  }

  private static long sequence(Path file) {
    return Long.parseLong(file.getFileName().toString().replaceAll(".*-([0-9]+)[.].*", "$1"));
  }

  /**
   * Every row of the outbox so far is in exactly one file, under the name that says which it is.
   */
  private void assertEachRowIsInOneFile(long rows) throws IOException {
    List<String> ids = new ArrayList<>();
    Map<Long, Integer> cuts = new TreeMap<>();
    for (Path file : visibleFiles()) {
      List<String> its = ids(file);
      ids.addAll(its);
      cuts.merge(sequence(file), its.size(), Integer::sum);
    }
    assertThat(new HashSet<>(ids)).as("seed %s", SEED).hasSize(ids.size()).hasSize((int) rows);
    assertThat(bodyById.keySet().containsAll(ids)).isTrue();
    long next = 0;
    for (Map.Entry<Long, Integer> cut : cuts.entrySet()) {
      assertThat(cut.getKey()).isEqualTo(next);
      next += cut.getValue();
    }
    assertThat(next).isEqualTo(rows);
  }

  // --- the ordinary case ----------------------------------------------------------------------

  @Test
  void rows_areInTheFoldersOfTheirAggregationAndHourInOrder() throws Exception {
    FilesSettings config = config("files.rollRows", "1000");
    try (DurableEngine engine = DurableEngine.open(config.state(), new Disk());
        FileDelivery delivery = config.delivery(new FileStores(new Disk()))) {
      feed(engine);
      engine.channelIdle(Events.WALL);
      List<OutboxRow> rows = engine.outbox().all();
      assertThat(delivery.deliverNext(engine)).isEqualTo(2);

      String name = "web1-w-" + engine.stateId() + "-000000000000000.json";
      Path traffic = directory.resolve("rows/traffic/20150517/10").resolve(name);
      Path books = directory.resolve("rows/sink/20150517/10").resolve(name);
      assertThat(visibleFiles()).containsExactlyInAnyOrder(traffic, books);
      assertThat(Files.readAllLines(traffic))
          .containsExactlyElementsOf(
              rows.stream()
                  .filter(row -> row.headers().containsKey("aggregation"))
                  .map(Events::text)
                  .toList());
      assertThat(engine.outbox().size()).isZero();
      assertThat(engine.preparedCut()).isNull();
    }
  }

  @Test
  void sameRows_makeTheSameBytes() throws Exception {
    FilesSettings config = config("files.format", "avro");
    try (DurableEngine engine = DurableEngine.open(config.state(), new Disk())) {
      feed(engine);
      List<OutboxRow> rows = engine.outbox().all();
      for (FileFormat format : FileFormat.values()) {
        java.io.ByteArrayOutputStream first = new java.io.ByteArrayOutputStream();
        java.io.ByteArrayOutputStream second = new java.io.ByteArrayOutputStream();
        format.write(rows, "name", first);
        format.write(rows, "name", second);
        assertThat(first.toByteArray()).isNotEmpty().isEqualTo(second.toByteArray());
      }
    }
  }

  @Test
  void fewRows_waitForMoreUntilTheInterval() throws Exception {
    FilesSettings config = config("files.rollInterval", "1h", "files.rollRows", "1000");
    try (DurableEngine engine = DurableEngine.open(config.state(), new Disk());
        FileDelivery delivery = config.delivery(new FileStores(new Disk()))) {
      feed(engine);
      Thread waiting = new Thread(() -> deliverUnchecked(delivery, engine));
      waiting.start();
      org.awaitility.Awaitility.await()
          .until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
      assertThat(visibleFiles()).isEmpty();
      engine.outbox().close();
      waiting.join();
      assertThat(engine.outbox().size()).as("left for the next start").isPositive();
    }
  }

  private static void deliverUnchecked(FileDelivery delivery, DurableEngine engine) {
    try {
      delivery.deliverNext(engine);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // --- the power fails -------------------------------------------------------------------------

  @Tag("search")
  @Test
  void powerFailureAtEachStep_leavesEachRowInExactlyOneFile() throws Exception {
    UnkindDisk disk = new UnkindDisk(random, trash);
    for (int steps = 0; steps < KILLS; steps++) {
      disk.dieAfter(steps);
      runUntilItDies(disk, randomFiles());
    }
    disk.dieAfter(Integer.MAX_VALUE);
    try (DurableEngine engine = DurableEngine.open(config().state(), disk);
        FileDelivery delivery = config().delivery(new FileStores(disk))) {
      feed(engine);
      deliverAll(delivery, engine);
      assertEachRowIsInOneFile(engine.outbox().firstSequence());
    }
  }

  /** What an operator may change while the agent is down. */
  private String[] randomFiles() {
    return switch (random.nextInt(4)) {
      case 0 -> new String[] {"files.format", "avro"};
      case 1 -> new String[] {"files.path", path("other/%{type}"), "files.rollRows", "3"};
      default -> new String[0];
    };
  }

  private void runUntilItDies(UnkindDisk disk, String... files) throws Exception {
    FilesSettings config = config(files);
    try (DurableEngine engine = DurableEngine.open(config.state(), disk);
        FileDelivery delivery = config.delivery(new FileStores(disk))) {
      while (true) {
        deliverAll(delivery, engine);
        feed(engine);
      }
    } catch (StateException | IOException e) {
      assertThat(disk.isDead()).as("seed %s: %s", SEED, e).isTrue();
    }
  }

  @Test
  void leftovers_areHiddenAndGoneAfterTheNextStart() throws Exception {
    feedAndDieWhileWriting();
    assertThat(hiddenFiles()).isNotEmpty();
    assertThat(visibleFiles()).isEmpty();
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = config().delivery(new FileStores(new Disk()))) {
      delivery.deliverNext(engine);
      assertThat(hiddenFiles()).filteredOn(Files::isRegularFile).isEmpty();
      assertThat(visibleFiles()).isNotEmpty();
    }
  }

  private void feedAndDieWhileWriting() throws Exception {
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk())) {
      feed(engine);
    }
    UnkindDisk disk = new UnkindDisk(random, trash);
    for (int steps = 0; hiddenFiles().stream().noneMatch(Files::isRegularFile); steps++) {
      disk.dieAfter(steps);
      try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
          FileDelivery delivery = config().delivery(new FileStores(disk))) {
        assertThatThrownBy(() -> delivery.deliverNext(engine)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void filesSwitchedOff_finishWhatWasBegunAndLeaveTheRestToAResultSource() throws Exception {
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk())) {
      feed(engine);
      engine.prepare(new FileCut(0, 2, config().files().path, FileFormat.JSON));
    }
    FilesSettings off = FilesSettings.of(Events.settings("stateDir", stateDir()));
    try (DurableEngine engine = DurableEngine.open(off.state(), new Disk());
        FileDelivery delivery = off.delivery(new FileStores(new Disk()))) {
      assertThat(delivery.isNeeded(engine)).isTrue();
      engine.outbox().claim(delivery);
      delivery.deliverNext(engine);
      assertThat(engine.outbox().firstSequence()).isEqualTo(2);
      assertThat(visibleFiles()).hasSize(1);

      delivery.deliverNext(engine);
      assertThat(delivery.isNeeded(engine)).isFalse();
      assertThat(engine.outbox().claim(new Object())).as("free for others").isTrue();
    }
  }

  private String stateDir() {
    return directory.resolve("state").toString();
  }

  @Test
  void stateOlderThanTheFiles_isRefusedAndOverwritesNothing() throws Exception {
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk())) {
      feed(engine);
    }
    Map<Path, byte[]> backup = contents(Path.of(stateDir()));
    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = config().delivery(new FileStores(new Disk()))) {
      delivery.deliverNext(engine);
    }
    List<Path> before = visibleFiles();
    for (Path file : contents(Path.of(stateDir())).keySet()) {
      Files.delete(file);
    }
    for (Map.Entry<Path, byte[]> file : backup.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }

    try (DurableEngine engine = DurableEngine.open(config().state(), new Disk());
        FileDelivery delivery = config().delivery(new FileStores(new Disk()))) {
      assertThatThrownBy(() -> delivery.deliverNext(engine))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(before.get(0).getFileName().toString())
          .hasMessageContaining("older than the file");
      assertThat(visibleFiles()).isEqualTo(before);
    }
  }

  private static Map<Path, byte[]> contents(Path folder) throws IOException {
    Map<Path, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file, Files.readAllBytes(file));
      }
    }
    return contents;
  }

  // --- HDFS answers wrongly or not at all ------------------------------------------------------

  @Tag("search")
  @Test
  void failingFileSystemWhoseAnswersGetLost_leavesEachRowInExactlyOneFile() throws Exception {
    FilesSettings config = config("files.rollRows", "100");
    int failures = 0;
    try (DurableEngine engine = DurableEngine.open(config.state(), new Disk());
        FileDelivery delivery = config.delivery(path -> new HadoopFileStore(unreliable()))) {
      while (failures < KILLS || engine.outbox().size() > 0) {
        if (failures < KILLS) {
          feed(engine);
          remember(engine);
        }
        try {
          delivery.deliverNext(engine);
        } catch (IOException e) {
          assertThat(failures++).as("it gets there in the end: %s", e).isLessThan(100 * KILLS);
          delivery.closeStore();
        }
      }
      assertEachRowIsInOneFile(engine.outbox().firstSequence());
    }
  }

  private UnreliableFileSystem unreliable() throws IOException {
    RawLocalFileSystem local = new RawLocalFileSystem();
    local.initialize(java.net.URI.create("file:///"), new Configuration(false));
    return new UnreliableFileSystem(local, random);
  }
}
