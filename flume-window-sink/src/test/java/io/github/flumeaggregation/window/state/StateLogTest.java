package io.github.flumeaggregation.window.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log as it is written, and as {@link LogReader} finds it again. */
class StateLogTest {
  private static final long ID = 0x1234_5678_9abc_def0L;

  @TempDir Path directory;
  private final Disk disk = new Disk();
  private File file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("log-1").toFile();
  }

  private static void append(StateLog log, String payload) throws IOException {
    byte[] bytes = payload.getBytes(UTF_8);
    log.append(bytes, bytes.length);
  }

  private StateLog write(long id, String... payloads) throws IOException {
    StateLog log = StateLog.create(disk, file, id);
    for (String payload : payloads) {
      append(log, payload);
      log.force();
    }
    log.close();
    return log;
  }

  private List<String> read(long id, long forced) throws IOException {
    List<String> payloads = new ArrayList<>();
    try (Disk.Input input = disk.openToRead(file)) {
      new LogReader(file, input, id)
          .read(StateLog.ALLOCATED_BYTES, forced, p -> payloads.add(new String(p, UTF_8)));
    }
    return payloads;
  }

  private void change(long at, int value) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file, "rw")) {
      bytes.seek(at);
      bytes.write(value);
    }
  }

  @Test
  void records_areReadInTheirOrder() throws IOException {
    StateLog log = write(ID, "a", "", "ccc");

    assertThat(read(ID, 3)).containsExactly("a", "", "ccc");
    assertThat(log.length()).isEqualTo(3 * StateLog.HEADER_BYTES + 4);
    assertThat(log.allocated()).isEqualTo(StateLog.ALLOCATED_BYTES);
    assertThat(log.forcedRecords()).isEqualTo(3);
  }

  @Test
  void recordThatWasNotForced_isNotCountedAsOnTheDisk() throws IOException {
    try (StateLog log = StateLog.create(disk, file, ID)) {
      append(log, "a");
      assertThat(log.forcedRecords()).isZero();
      log.force();
      append(log, "b");
      assertThat(log.forcedRecords()).isEqualTo(1);
    }
  }

  @Test
  void olderLogUnderTheName_isNothingOfThisOne() throws IOException {
    write(ID, "old", "older", "oldest");
    write(ID + 1, "new");

    assertThat(read(ID + 1, 1)).containsExactly("new");
  }

  @Test
  void emptyLog_hasNoRecords() throws IOException {
    write(ID);

    assertThat(read(ID, 0)).isEmpty();
  }

  @Test
  void fullLog_growsBeforeItTakesMore() throws IOException {
    byte[] large = new byte[StateLog.ALLOCATED_BYTES - StateLog.HEADER_BYTES];
    try (StateLog log = StateLog.create(disk, file, ID)) {
      assertThat(log.hasRoom(large.length)).isTrue();
      assertThat(log.hasRoom(large.length + 1)).isFalse();
      log.append(large, large.length);
      assertThat(log.hasRoom(0)).isFalse();

      log.grow(100);

      assertThat(log.hasRoom(100)).isTrue();
      assertThat(file.length()).isEqualTo(log.allocated());
      append(log, "after");
      log.force();
    }
    assertThat(read(ID, 2)).hasSize(2).last().isEqualTo("after");
  }

  @Test
  void tornLastRecord_isPassedOverUnlessItWasForced() throws IOException {
    StateLog log = write(ID, "a", "b");
    change(log.length() - 1, 'x');

    assertThat(read(ID, 1)).containsExactly("a");
    assertThatThrownBy(() -> read(ID, 2))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("record 2")
        .hasMessageContaining("at least 2 records had been on the disk");
  }

  @Test
  void damagedRecordBeforeASoundOne_isRefusedAndNothingIsGiven() throws IOException {
    write(ID, "a", "b", "c");
    change(StateLog.HEADER_BYTES + 1 + StateLog.HEADER_BYTES, 'x');
    List<String> given = new ArrayList<>();

    try (Disk.Input input = disk.openToRead(file)) {
      assertThatThrownBy(
              () ->
                  new LogReader(file, input, ID)
                      .read(0, 0, payload -> given.add(new String(payload, UTF_8))))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("record 2");
    }
    assertThat(given).isEmpty();
  }

  @Test
  void fileShorterThanItWas_isRefused() throws IOException {
    write(ID, "a");
    try (RandomAccessFile bytes = new RandomAccessFile(file, "rw")) {
      bytes.setLength(100);
    }

    assertThatThrownBy(() -> read(ID, 0)).hasMessageContaining("it has been cut off");
  }

  @Tag("search")
  @Test
  void anyOneBitChanged_givesABeginningOfTheRecordsOrIsRefused() throws IOException {
    long seed = Long.getLong("test.seed", 42);
    Random random = new Random(seed);
    List<String> all = List.of("first", "second", "third");
    for (int i = 0; i < 40; i++) {
      StateLog log = write(ID + i, all.toArray(String[]::new));
      long at = random.nextInt((int) log.length());
      int before;
      try (RandomAccessFile bytes = new RandomAccessFile(file, "r")) {
        bytes.seek(at);
        before = bytes.read();
      }
      change(at, before ^ (1 << random.nextInt(8)));
      try {
        List<String> read = read(ID + i, 0);
        assertThat(read).as("seed %d, byte %d", seed, at).isEqualTo(all.subList(0, read.size()));
        // Only the last may be taken for torn: a sound one behind it gives the damage away.
        assertThat(read).as("seed %d, byte %d", seed, at).hasSize(2);
      } catch (StateException e) {
        assertThat(at).as("seed %d", seed).isLessThan(2 * StateLog.HEADER_BYTES + 11);
      }
    }
  }
}
