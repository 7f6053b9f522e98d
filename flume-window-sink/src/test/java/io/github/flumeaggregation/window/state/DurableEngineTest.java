package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static io.github.flumeaggregation.window.row.Events.sinkBooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableEngineTest {
  private static final int KILLS = Integer.getInteger("test.kills", 200);

  @TempDir Path directory;

  private StateConfig config(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("stateDir", directory.resolve("state").toString()));
    return States.config(Events.settings(settings.toArray(String[]::new)));
  }

  private DurableEngine open(String... more) {
    return DurableEngine.open(config(more), FaultyDisk.sound());
  }

  private static void add(DurableEngine engine, long offset, String body) {
    engine.add(position("f", offset, body), bytes(body), Events.WALL);
  }

  private static List<OutboxRow> drain(DurableEngine engine) {
    List<OutboxRow> rows = engine.outbox().all();
    engine.outbox().acknowledge(rows.size());
    return rows;
  }

  // --- restarts ------------------------------------------------------------------------------

  @Test
  void acknowledgementOfMoreThanWaits_isRefusedAndNotWritten() {
    try (DurableEngine engine = open()) {
      add(engine, 0, line(0, 200, 5));
      engine.channelIdle(Events.WALL);
      int waiting = engine.outbox().size();

      assertThatThrownBy(() -> engine.outbox().acknowledge(waiting + 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("wait");
      assertThat(drain(engine)).hasSize(waiting);
    }

    try (DurableEngine engine = open()) {
      assertThat(engine.outbox().size()).isZero();
    }
  }

  @Test
  void restart_goesOnWhereTheLastCommitEnded() {
    try (DurableEngine engine = open()) {
      add(engine, 0, line(0, 200, 5));
      engine.commit(Events.WALL);
      add(engine, 1000, line(1, 200, 7)); // not committed: it never happened
    }
    try (DurableEngine engine = open()) {
      add(engine, 0, line(0, 200, 5)); // redelivered: a duplicate
      add(engine, 1000, line(1, 200, 7));
      engine.commit(Events.WALL);
      engine.channelIdle(Events.WALL);

      List<OutboxRow> rows = drain(engine);

      assertThat(Events.text(rows.get(0))).contains("\"count\":2,\"sum(bytes)\":12");
      assertThat(sinkBooks(rows)).isEqualTo("3 2 0 1 0");
    }
  }

  @Test
  void rowsThatWereNotAcknowledged_areThereAgainByteByByte() {
    List<String> before;
    try (DurableEngine engine = open()) {
      add(engine, 0, line(0, 200, 5) + "\n" + line(70, 200, 5) + "\n" + line(140, 200, 5));
      engine.commit(Events.WALL);
      before = engine.outbox().all().stream().map(Events::text).toList();
      engine.outbox().acknowledge(1);
    }
    try (DurableEngine engine = open()) {
      assertThat(engine.outbox().all().stream().map(Events::text))
          .isEqualTo(before.subList(1, before.size()));
    }
    try (DurableEngine engine = open()) {
      assertThat(engine.outbox().size()).as("from a snapshot too").isEqualTo(before.size() - 1);
    }
  }

  @Test
  void fullOutbox_putsOffClosingAndLosesNothing() {
    try (DurableEngine engine = open("maxPendingRows", "1")) {
      for (int minute = 0; minute < 5; minute++) {
        add(engine, minute * 1000L, line(minute * 60L, 200, 5));
      }
      engine.commit(Events.WALL);
      engine.channelIdle(Events.WALL);
      List<String> windows = new ArrayList<>();
      while (engine.outbox().size() > 0) {
        Events.bodies(drain(engine), "row")
            .forEach(row -> windows.add(row.getAsJsonObject("window").get("start").getAsString()));
        engine.channelIdle(Events.WALL);
      }
      assertThat(windows).hasSize(5).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void longLog_isReplacedByASnapshot() throws IOException {
    try (DurableEngine engine = open()) {
      String agent = "x".repeat(900);
      for (int i = 0; i < 400; i++) {
        add(engine, i * 300_000L, bigBlock(i, agent));
        engine.commit(Events.WALL);
      }
    }
    try (Stream<Path> files = Files.list(directory.resolve("state"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .as("a spare log may be left")
          .filteredOn(name -> !name.startsWith("log-"))
          .hasSize(4)
          .contains("lock", "manifest", "confirmed");
    }
    try (DurableEngine engine = open()) {
      engine.channelIdle(Events.WALL);
      assertThat(sinkBooks(drain(engine))).isEqualTo("400 0 400 0 0");
    }
  }

  private static String bigBlock(int number, String text) {
    return number + " is no access log line " + text;
  }

  // --- configuration -------------------------------------------------------------------------

  @Test
  void unchangedAggregation_keepsItsStateAndAChangedOneStartsWithTheNextWindow() {
    String[] changed = {
      "aggregations", "traffic errors",
      "aggregations.errors.window", "tumbling 1m",
      "aggregations.errors.compute", "count"
    };
    try (DurableEngine engine = open()) {
      add(engine, 0, line(0, 200, 5) + "\n" + line(10, 500, 5));
      engine.commit(Events.WALL);
    }
    try (DurableEngine engine = open(changed)) {
      add(engine, 1000, line(20, 500, 5) + "\n" + line(61, 500, 5));
      engine.commit(Events.WALL);
      engine.channelIdle(Events.WALL);

      List<String> rows = drain(engine).stream().map(Events::text).toList();

      assertThat(rows)
          .anyMatch(row -> row.contains("status=500") && row.contains("\"count\":2,"))
          .anyMatch(row -> row.contains("errors/2015-05-17T10:06") && row.contains("\"count\":1}"))
          .noneMatch(row -> row.contains("errors/2015-05-17T10:05"));
    }
    try (DurableEngine engine = open()) {
      assertThat(engine.outbox().size()).as("errors is dropped without harm").isZero();
    }
  }

  @Test
  void rowsOfARemovedAggregation_areStillDelivered() {
    try (DurableEngine engine = open()) {
      add(engine, 0, line(0, 200, 5) + "\n" + line(70, 200, 5));
      engine.commit(Events.WALL);
    }
    try (DurableEngine engine = open("aggregations.traffic.groupBy", "method", "batchSize", "7")) {
      assertThat(Events.text(engine.outbox().all().get(0))).contains("status=200");
    }
  }

  // --- wrong states --------------------------------------------------------------------------

  @Test
  void stateDirectoryInUse_isRefused() {
    try (DurableEngine engine = open()) {
      assertThat(engine.outbox().size()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("is in use by another window sink");
    }
  }

  @Test
  void stateOfAnotherSinkOrNode_isRefused() {
    open().close();
    assertThatThrownBy(() -> open("node", "web2"))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("sink 'w' on node 'web1'")
        .hasMessageContaining("node 'web2'");
    open().close();
  }

  @Test
  void newerState_isRefusedAndLeftAlone() throws IOException {
    open().close();
    File manifest = directory.resolve("state/manifest").toFile();
    byte[] before = withVersion(manifest, 99);

    assertThatThrownBy(this::open).hasMessageContaining("newer version of the plugin");
    assertThat(Files.readAllBytes(manifest.toPath())).isEqualTo(before);
  }

  private File snapshot() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("state"))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("snapshot-"))
          .findFirst()
          .orElseThrow()
          .toFile();
    }
  }

  private static byte[] withVersion(File manifest, int version) throws IOException {
    byte[] bytes = Files.readAllBytes(manifest.toPath());
    bytes[8] = (byte) version;
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes, 0, bytes.length - 8);
    java.nio.ByteBuffer.wrap(bytes).putLong(bytes.length - 8, crc.getValue());
    Files.write(manifest.toPath(), bytes);
    return bytes;
  }

  @Test
  void damagedSnapshot_isAnErrorThatNamesTheFileAndTheRemedy() throws IOException {
    open().close();
    File snapshot = snapshot();
    flipByte(snapshot, 20);

    assertThatThrownBy(this::open)
        .isInstanceOf(StateException.class)
        .hasMessageContaining(snapshot.getPath())
        .hasMessageContaining("checksum")
        .hasMessageContaining("reset");
  }

  @Test
  void damageInTheMiddleOfTheLog_isAnErrorAndAtItsEndIsNot() throws IOException {
    try (DurableEngine engine = open()) {
      add(engine, 0, line(0, 200, 5));
      engine.commit(Events.WALL);
      add(engine, 1000, line(1, 200, 5));
      engine.commit(Events.WALL);
    }
    File log = new File(directory.toFile(), "state/log-1");
    flipByte(log, 40);

    assertThatThrownBy(this::open)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("log-1 is damaged: at byte 0, record 1,");

    flipByte(log, 40);
    byte[] bytes = Files.readAllBytes(log.toPath());
    int second = 32 + java.nio.ByteBuffer.wrap(bytes).getInt(0);
    flipByte(log, second + 40);
    Files.delete(directory.resolve("state/confirmed")); // as if the power had failed
    try (DurableEngine engine = open()) {
      engine.channelIdle(Events.WALL);
      assertThat(sinkBooks(drain(engine))).as("only the torn end is gone").isEqualTo("1 1 0 0 0");
    }
  }

  private static void flipByte(File file, long at) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file, "rw")) {
      access.seek(at);
      int value = access.read();
      access.seek(at);
      access.write(value ^ 0x55);
    }
  }

  @Test
  void failedWrite_failsTheInstanceAndTheNextOneRecovers() throws IOException {
    UnkindDisk disk = new UnkindDisk(new Random(1), directory.resolve("trash"));
    disk.dieAfter(40);
    DurableEngine engine = DurableEngine.open(config(), disk);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                add(engine, i * 1000L, line(i, 200, 5));
                engine.commit(Events.WALL);
              }
            })
        .isInstanceOf(StateException.class)
        .hasMessageContaining("the power failed")
        .hasMessageContaining("Nothing is lost");
    assertThatThrownBy(() -> engine.commit(Events.WALL)).isInstanceOf(StateException.class);
    engine.close();

    try (DurableEngine next = open()) {
      assertThat(next.outbox().size()).isNotNegative();
    }
  }

  // --- the power fails at random moments ------------------------------------------------------

  @Tag("search")
  @Test
  void powerFailuresAtAnyStep_changeNothingInTheEnd() throws Exception {
    long seed = Long.getLong("test.seed", 42);
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add(line(i / 2 - random.nextInt(20), 200 + random.nextInt(3), random.nextInt(999)));
    }
    String[] settings = {
      "aggregations", "traffic sliding total",
      "allowedLateness", "2m",
      "aggregations.sliding.window", "sliding 1m every 20s",
      "aggregations.sliding.groupBy", "status",
      "aggregations.sliding.compute", "count, p90(bytes), min(bytes), distinct(bytes)",
      "aggregations.total.window", "total every 1m",
      "aggregations.total.compute", "count, sum(bytes)"
    };
    Received expected = new Received();
    new CrashLoop(config(settings), lines, random, expected::receive).run(0);
    deleteState();
    Received survived = new Received();
    new CrashLoop(config(settings), lines, random, survived::receive).run(KILLS);
    assertThat(survived.newest).as("seed %s", seed).isEqualTo(expected.newest);
  }

  private void deleteState() throws IOException {
    File[] files = directory.resolve("state").toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      Files.delete(file.toPath());
    }
  }

  /** Keeps the newest revision of every row, without its number. */
  private static final class Received {
    private final Map<String, String> bodyById = new HashMap<>();
    private final Map<String, String> newest = new LinkedHashMap<>();
    private final Map<String, Integer> revisions = new HashMap<>();

    void receive(OutboxRow row) {
      String id = row.headers().get("id");
      String body = Events.text(row);
      assertThat(bodyById.merge(id, body, (before, now) -> before))
          .as("a row that is delivered again is the same")
          .isEqualTo(body);
      String name = id.substring(0, id.lastIndexOf('/'));
      int revision = Integer.parseInt(row.headers().get("revision"));
      if (!name.equals("web1/w/books") && revision >= revisions.getOrDefault(name, 0)) {
        revisions.put(name, revision);
        newest.put(name, body.replaceAll("/[0-9]+\",", "\",").replaceAll(",\"revision.*", ""));
      }
    }
  }
}
