package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.window.row.Events;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States of which something is lost, zeroed or cut off: each is refused, and left as it is, or
 * recovered exactly. None is ever taken for an older one.
 */
@Tag("search")
class DamagedStateTest {
  private static final long SEED = Long.getLong("test.seed", 20261126);
  private static final int BATCHES = 12;

  /** Places between two that are damaged, relatively; 1 for most of them. */
  private static final int STRIDE = Integer.getInteger("test.stride", 8);

  @TempDir Path directory;
  private final Random random = new Random(SEED);
  private Map<String, byte[]> whole = new TreeMap<>();
  private List<String> expected = List.of();
  private int copies;
  private int refused;

  private DurableEngine open(File state) {
    StateConfig config = States.config(Events.settings("stateDir", state.getPath()));
    return DurableEngine.open(config, FaultyDisk.sound());
  }

  /** Batches in the second log, the first being the spare one. */
  private void makeState(boolean killed) throws IOException {
    File state = directory.resolve("original").toFile();
    try (DurableEngine engine = open(state)) {
      add(engine, 0);
    }
    try (DurableEngine engine = open(state)) {
      for (int batch = 1; batch < BATCHES; batch++) {
        add(engine, batch);
      }
      if (killed) {
        read(state);
      }
    }
    if (!killed) {
      read(state);
    }
    try (DurableEngine engine = open(copy())) {
      expected = rows(engine);
    }
    assertThat(expected).hasSizeGreaterThan(2 * BATCHES);
  }

  private static void add(DurableEngine engine, int batch) {
    String body = line(batch * 60L, 200, batch) + "\n" + line(batch * 60L + 3, 404, batch);
    engine.add(position("f", batch * 1_000L, body), bytes(body), Events.WALL);
    engine.commit(Events.WALL);
    engine.outbox().acknowledge(batch % 3 == 0 ? Math.min(1, engine.outbox().size()) : 0);
  }

  private static List<String> rows(DurableEngine engine) {
    engine.channelIdle(Events.WALL);
    return engine.outbox().all().stream().map(Events::text).toList();
  }

  private void read(File state) throws IOException {
    for (File file : state.listFiles()) {
      whole.put(file.getName(), Files.readAllBytes(file.toPath()));
    }
  }

  private File copy() throws IOException {
    File copy = directory.resolve("copy" + copies++).toFile();
    Files.createDirectory(copy.toPath());
    for (Map.Entry<String, byte[]> file : whole.entrySet()) {
      // Zeros at the end need not be written.
      int used = used(file.getValue());
      try (RandomAccessFile to = new RandomAccessFile(new File(copy, file.getKey()), "rw")) {
        to.write(file.getValue(), 0, used);
        to.setLength(file.getValue().length);
      }
    }
    return copy;
  }

  private static int used(byte[] content) {
    int used = content.length;
    while (used > 0 && content[used - 1] == 0) {
      used--;
    }
    return used;
  }

  private interface Damage {
    void to(RandomAccessFile file) throws IOException;
  }

  private void damage(String name, String what, Damage damage) throws IOException {
    File state = copy();
    try (RandomAccessFile file = new RandomAccessFile(new File(state, name), "rw")) {
      damage.to(file);
    }
    check(state, name + " " + what);
  }

  private void check(File state, String what) throws IOException {
    Map<String, Long> before = lengths(state);
    try (DurableEngine engine = open(state)) {
      assertThat(rows(engine)).as("seed %d: %s", SEED, what).isEqualTo(expected);
    } catch (StateException e) {
      refused++;
      assertThat(e).as(what).hasMessageContaining("is damaged").hasMessageContaining("reset");
      assertThat(lengths(state)).as("%s: what is damaged stays", what).isEqualTo(before);
    }
    for (File file : state.listFiles()) {
      Files.delete(file.toPath());
    }
  }

  private static Map<String, Long> lengths(File state) {
    Map<String, Long> lengths = new TreeMap<>();
    for (File file : state.listFiles(file -> !file.getName().equals(StateLock.NAME))) {
      lengths.put(file.getName(), file.length());
    }
    return lengths;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void zeroedSector_isRefusedOrHarmless(boolean killed) throws IOException {
    makeState(killed);
    for (int sector : new int[] {512, 4096}) {
      for (Map.Entry<String, byte[]> file : whole.entrySet()) {
        for (int at = 0; at <= used(file.getValue()); at += sector) {
          long from = at;
          int length = Math.min(sector, file.getValue().length - at);
          damage(
              file.getKey(),
              "zeroed at " + at,
              damaged -> {
                damaged.seek(from);
                damaged.write(new byte[length]);
              });
        }
      }
    }
    assertThat(refused).isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fileCutOff_isRefusedOrHarmless(boolean killed) throws IOException {
    makeState(killed);
    for (Map.Entry<String, byte[]> file : whole.entrySet()) {
      int used = used(file.getValue());
      for (int length = 0; length < used; length += 1 + random.nextInt(1 + used * STRIDE / 50)) {
        int kept = length;
        damage(file.getKey(), "cut at " + length, damaged -> damaged.setLength(kept));
      }
      if (file.getValue().length > 0) {
        int all = file.getValue().length;
        damage(file.getKey(), "cut by one byte", damaged -> damaged.setLength(all - 1L));
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void missingFile_isRefusedOrHarmless(boolean killed) throws IOException {
    makeState(killed);
    for (String name : whole.keySet()) {
      File state = copy();
      Files.delete(state.toPath().resolve(name));
      check(state, name + " deleted");
    }
    assertThat(refused).as("manifest, snapshot and its log").isEqualTo(3);
  }

  @Test
  void flippedByteOfTheLog_isRefusedOrHarmless() throws IOException {
    makeState(true);
    int used = used(whole.get("log-2"));
    for (int at = 0; at < used; at += 1 + random.nextInt(10 * STRIDE)) {
      long from = at;
      damage("log-2", "flipped at " + at, damaged -> flip(damaged, from));
    }
    assertThat(refused).isGreaterThan(used / 20 / STRIDE);
  }

  private static void flip(RandomAccessFile file, long at) throws IOException {
    file.seek(at);
    int value = file.read();
    file.seek(at);
    file.write(value ^ 0xff);
  }

  /** Both were right once, and belong to different moments. */
  @Test
  void fileOfAnotherMoment_isRefused() throws IOException {
    makeState(false);
    Map<String, byte[]> older = whole;
    whole = new TreeMap<>();
    File state = directory.resolve("original").toFile();
    for (int i = 0; i < 2; i++) {
      try (DurableEngine engine = open(state)) {
        add(engine, BATCHES + i);
      }
    }
    read(state);
    whole.put("manifest", older.get("manifest"));
    assertThatThrownBy(() -> open(copy())).hasMessageContaining("manifest is damaged");

    whole.clear();
    read(state);
    whole.put("snapshot-4", older.get("snapshot-2"));
    assertThatThrownBy(() -> open(copy())).hasMessageContaining("snapshot-4 is damaged");
  }

  @Test
  void logThatHasGrown_isKnownToBeLonger() throws IOException {
    File state = directory.resolve("grown").toFile();
    byte[] big = new byte[100_000];
    try (StateDirectory opened = StateDirectory.open(FaultyDisk.sound(), state)) {
      assertThat(opened.readSnapshot()).isNull();
      opened.writeSnapshot(out -> {});
      for (int i = 0; i < 100; i++) {
        opened.append(
            new io.github.flumeaggregation.core.encoding.ByteWriter().writeBytes(big, 0, 100_000),
            true);
      }
    }
    int[] records = new int[1];
    try (StateDirectory opened = StateDirectory.openExisting(FaultyDisk.sound(), state)) {
      opened.readSnapshot();
      opened.readLog(record -> records[0]++);
      assertThat(records[0]).isEqualTo(100);
    }
    try (RandomAccessFile log = new RandomAccessFile(new File(state, "log-1"), "rw")) {
      log.setLength(100_032L * 90);
    }
    try (StateDirectory opened = StateDirectory.openExisting(FaultyDisk.sound(), state)) {
      opened.readSnapshot();
      assertThatThrownBy(() -> opened.readLog(record -> records[0]++))
          .hasMessageContaining("it has been cut off");
    }
  }
}
