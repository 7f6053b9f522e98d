package io.github.flumeaggregation.window.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files there are when, and what is refused. */
class StateDirectoryTest {
  @TempDir Path temporary;
  private final Disk disk = new Disk();
  private File file;

  @BeforeEach
  void nameDirectory() {
    file = temporary.resolve("a/b/state").toFile();
  }

  private StateDirectory open() {
    return StateDirectory.open(disk, file);
  }

  /** Opens what is there, and begins with a snapshot, as a start does. */
  private StateDirectory begin(String content) throws IOException {
    StateDirectory directory = open();
    directory.readSnapshot();
    directory.writeSnapshot(out -> out.writeString(content));
    return directory;
  }

  private static void append(StateDirectory to, String record, boolean forced) throws IOException {
    to.append(new ByteWriter().writeString(record), forced);
  }

  /** The snapshot's content and the log's records. */
  private List<String> read() {
    List<String> read = new ArrayList<>();
    try (StateDirectory directory = open()) {
      ByteReader snapshot = directory.readSnapshot();
      if (snapshot != null) {
        read.add(snapshot.readString());
        directory.readLog(payload -> read.add(new ByteReader(payload).readString()));
      }
    }
    return read;
  }

  private List<String> names() {
    return List.of(file.list()).stream().filter(n -> n.matches(".*-[0-9]+")).sorted().toList();
  }

  @Test
  void missingDirectory_isMadeAndHoldsNoState() {
    assertThat(read()).isEmpty();
    assertThat(file).isDirectory();
  }

  /** That it is there does not mean that the power may fail. */
  @Test
  void directoryWhoseNameCouldNotBeForced_isForcedByTheNextAttempt() throws IOException {
    File state = temporary.resolve("new/state").toFile();
    List<File> forced = new ArrayList<>();
    Disk failing =
        new Disk() {
          @Override
          public void forceDirectory(File directory) throws IOException {
            if (forced.isEmpty()) {
              forced.add(new File("none"));
              throw new IOException("Input/output error");
            }
            forced.add(directory);
          }
        };
    try (StateDirectory directory = StateDirectory.open(failing, state)) {
      directory.readSnapshot();
      assertThatThrownBy(() -> directory.writeSnapshot(out -> out.writeString("s")))
          .isInstanceOf(IOException.class);
    }

    try (StateDirectory directory = StateDirectory.open(failing, state)) {
      directory.readSnapshot();
      directory.writeSnapshot(out -> out.writeString("s"));
    }

    assertThat(forced).contains(temporary.toFile(), temporary.resolve("new").toFile());
  }

  /** Else a power failure could leave newer files beside an older manifest, which is refused. */
  @Test
  void snapshotOfAStateThatWasRead_beginsWhenItsManifestIsDurable() throws IOException {
    begin("s").close();
    List<String> steps = new ArrayList<>();
    Disk watched =
        new Disk() {
          @Override
          public Output open(File path) throws IOException {
            steps.add("open " + path.getName());
            return super.open(path);
          }

          @Override
          public void forceDirectory(File directory) throws IOException {
            steps.add("force " + directory.getName());
            super.forceDirectory(directory);
          }
        };

    try (StateDirectory directory = StateDirectory.open(watched, file)) {
      directory.readSnapshot();
      directory.writeSnapshot(out -> out.writeString("t"));
    }

    assertThat(steps).startsWith("force state", "open log-2");
  }

  @Test
  void snapshotAndRecords_areReadAgain() throws IOException {
    try (StateDirectory directory = begin("s")) {
      append(directory, "r1", true);
      append(directory, "r2", true);
      assertThat(directory.generation()).isEqualTo(1);
      assertThat(directory.logBytes()).isPositive();
    }

    assertThat(read()).containsExactly("s", "r1", "r2");
  }

  @Test
  void newSnapshot_takesThePlaceOfTheOldOneAndItsLog() throws IOException {
    try (StateDirectory directory = begin("s1")) {
      append(directory, "gone", true);
      directory.writeSnapshot(out -> out.writeString("s2"));
      assertThat(directory.logBytes()).isZero();
      append(directory, "r", true);
    }

    assertThat(read()).containsExactly("s2", "r");
  }

  @Test
  void oldFiles_areDeletedButForTheLogThatIsUsedAgain() throws IOException {
    try (StateDirectory directory = begin("s1")) {
      directory.writeSnapshot(out -> out.writeString("s2"));
      assertThat(names()).containsExactly("log-1", "log-2", "snapshot-2");
      Object first = disk.identity(new File(file, "log-1"));

      directory.writeSnapshot(out -> out.writeString("s3"));

      assertThat(names()).containsExactly("log-2", "log-3", "snapshot-3");
      assertThat(disk.identity(new File(file, "log-3"))).isEqualTo(first);
    }
  }

  /** After a failed force the system may take for written what is not on the disk. */
  @Test
  void logWhoseForceFailed_isMadeAnew() throws IOException {
    begin("s1").close();
    Disk failing =
        new Disk() {
          @Override
          public Output open(File path) throws IOException {
            return new FileOutput(path) {
              @Override
              public void force() throws IOException {
                throw new IOException("Input/output error");
              }
            };
          }
        };
    try (StateDirectory directory = StateDirectory.open(failing, file)) {
      directory.readSnapshot();
      assertThatThrownBy(directory::beginSnapshot).hasMessage("Input/output error");
    }
    try (InputStream left = Files.newInputStream(file.toPath().resolve("log-2"))) {
      // Open, so that no other file gets its number.
      Object failed = disk.identity(new File(file, "log-2"));

      begin("s2").close();

      assertThat(left).isNotNull();
      assertThat(disk.identity(new File(file, "log-2"))).isNotEqualTo(failed);
    }
  }

  /** Who opens a state does not know what of its log was forced. */
  @Test
  void logOfAnEarlierOpening_isNotUsedAgain() throws IOException {
    begin("s1").close();
    try (StateDirectory directory = begin("s2")) {
      assertThat(names()).containsExactly("log-2", "snapshot-2");

      directory.writeSnapshot(out -> out.writeString("s3"));

      assertThat(names()).containsExactly("log-2", "log-3", "snapshot-3");
    }
  }

  @Test
  void snapshotThatCannotBeWritten_leavesTheOldStateAsItWas() throws IOException {
    try (StateDirectory directory = begin("s")) {
      append(directory, "r", true);
      assertThatThrownBy(
              () ->
                  directory.writeSnapshot(
                      out -> {
                        throw new IllegalStateException("half way");
                      }))
          .hasMessage("half way");
    }

    assertThat(read()).containsExactly("s", "r");
  }

  private Snapshot.Written write(File to, String content) throws IOException {
    return Snapshot.write(disk, to, out -> out.writeString(content), () -> false);
  }

  @Test
  void recordsWhileASnapshotIsWritten_areInTheOldStateBeforeAndInTheNewOneBehindItsEnd()
      throws IOException {
    StateDirectory directory = begin("s1");
    append(directory, "before", true);
    File snapshot = directory.beginSnapshot();
    append(directory, "meanwhile", true);
    assertThat(directory.bytesToRepeat()).isPositive().isLessThan(directory.logBytes());
    write(snapshot, "s2");
    append(directory, "not forced", false);
    directory.close();
    assertThat(read()).containsExactly("s1", "before", "meanwhile", "not forced");

    directory = begin("s3");
    snapshot = directory.beginSnapshot();
    append(directory, "meanwhile", true);
    Snapshot.Written written = write(snapshot, "s4");
    append(directory, "not forced", false);
    directory.finishSnapshot(written);
    append(directory, "after", true);
    directory.close();
    assertThat(read()).containsExactly("s4", "meanwhile", "not forced", "after");
  }

  /** As for every record that was promised: a damaged one is no torn end. */
  @Test
  void damagedRecordFromBeforeTheEndOfASnapshot_isRefused() throws IOException {
    try (StateDirectory directory = begin("s1")) {
      File snapshot = directory.beginSnapshot();
      append(directory, "meanwhile", true);
      directory.finishSnapshot(write(snapshot, "s2"));
    }
    Path log = file.toPath().resolve("log-2");
    byte[] content = Files.readAllBytes(log);
    content[StateLog.HEADER_BYTES] ^= 1;
    Files.write(log, content);

    assertThatThrownBy(this::read)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("log-2 is damaged");
  }

  @Test
  void manyRecordsWhileASnapshotIsWritten_makeBothLogsGrow() throws IOException {
    String large = "x".repeat(StateLog.ALLOCATED_BYTES / 2);
    try (StateDirectory directory = begin("s1")) {
      File snapshot = directory.beginSnapshot();
      for (int i = 0; i < 4; i++) {
        append(directory, large + i, true);
      }
      directory.finishSnapshot(write(snapshot, "s2"));
    }

    assertThat(read()).hasSize(5).last().isEqualTo(large + 3);
  }

  @Test
  void snapshotThatIsBegunAndForgotten_isInNobodysWay() throws IOException {
    try (StateDirectory directory = begin("s1")) {
      directory.beginSnapshot();
      append(directory, "r", true);
    }
    try (StateDirectory directory = begin("s2")) {
      File snapshot = directory.beginSnapshot();
      directory.beginSnapshot();
      append(directory, "r", true);
      directory.finishSnapshot(write(snapshot, "s3"));
    }

    assertThat(read()).containsExactly("s3", "r");
    assertThat(names()).containsExactly("log-2", "log-3", "snapshot-3");
  }

  @Test
  void longRecords_makeTheLogGrowAndAreReadAgain() throws IOException {
    String large = "x".repeat(StateLog.ALLOCATED_BYTES / 2);
    try (StateDirectory directory = begin("s")) {
      for (int i = 0; i < 4; i++) {
        append(directory, large + i, true);
      }
    }

    assertThat(read()).hasSize(5).last().isEqualTo(large + 3);
  }

  @Test
  void secondOpening_isRefusedWhileTheFirstLasts() throws IOException {
    try (StateDirectory first = begin("s")) {
      assertThat(first.directory()).isEqualTo(file);
      assertThatThrownBy(this::open).isInstanceOf(StateException.class);
    }
    assertThat(read()).containsExactly("s");
  }

  @Test
  void missingFile_isDamageAndNeverABeginning() throws IOException {
    begin("s1").close();
    begin("s2").close();
    for (String name : List.of("manifest", "snapshot-2", "log-2")) {
      Path missing = file.toPath().resolve(name);
      byte[] content = Files.readAllBytes(missing);
      Files.delete(missing);
      assertThatThrownBy(this::read)
          .as(name)
          .isInstanceOf(StateException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("missing");
      Files.write(missing, content);
    }
    assertThat(read()).containsExactly("s2");
  }

  @Test
  void olderManifest_isRefused() throws IOException {
    begin("s1").close();
    byte[] old = Files.readAllBytes(file.toPath().resolve("manifest"));
    begin("s2").close();
    begin("s3").close();
    Files.write(file.toPath().resolve("manifest"), old);

    assertThatThrownBy(this::read)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("older than other files");
  }

  @Test
  void logThatWasTakenAway_failsTheForce() throws IOException {
    try (StateDirectory directory = begin("s")) {
      append(directory, "r", false);
      disk.delete(new File(file, "log-1"));
      assertThatThrownBy(directory::force).hasMessageContaining("taken away");
      Files.write(file.toPath().resolve("log-1"), "another".getBytes(UTF_8));
      assertThatThrownBy(directory::force).hasMessageContaining("taken away");
    }
  }

  @Test
  void recordBeforeASnapshot_isAMistakeOfTheCaller() {
    try (StateDirectory directory = open()) {
      assertThatThrownBy(() -> append(directory, "r", true))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(directory::generation).isInstanceOf(IllegalStateException.class);
    }
  }
}
