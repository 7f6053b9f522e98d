package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.window.row.Events;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that are written while batches go on. */
class SnapshotsTest {
  private static final long EVERY_BYTES = 4_000;

  @TempDir Path directory;
  private final HeldDisk disk = new HeldDisk();
  private int lines;

  /** A disk on which the test says when the background gets its turn. */
  private static final class HeldDisk extends Disk {
    private final List<Runnable> background = new ArrayList<>();
    private boolean failsSnapshots;

    @Override
    protected long snapshotEveryBytes() {
      return EVERY_BYTES;
    }

    @Override
    protected int aheadBytes() {
      return 64 << 10;
    }

    @Override
    protected void inBackground(String threadName, Runnable work) {
      background.add(work);
    }

    @Override
    public Output open(File path) throws IOException {
      if (failsSnapshots && path.getName().startsWith("snapshot")) {
        throw new IOException("No space left on device");
      }
      return new FileOutput(path) {
        @Override
        public void force() {}
      };
    }
  }

  private DurableEngine open() {
    return DurableEngine.open(
        States.config(Events.settings("stateDir", directory.resolve("state").toString())), disk);
  }

  /** Adds lines, one a batch, until a snapshot is begun, and one more. */
  private void addUntilBegun(DurableEngine engine) {
    int before = disk.background.size();
    while (disk.background.size() == before) {
      add(engine);
    }
    add(engine);
  }

  private void add(DurableEngine engine) {
    String body = line(lines, 200, lines);
    engine.add(position("f", lines * 1_000L, body), bytes(body), Events.WALL);
    engine.commit(Events.WALL);
    lines++;
  }

  private long generation() throws IOException {
    return Manifest.read(disk, directory.resolve("state").toFile()).generation;
  }

  private void assertAllAreCounted() {
    try (DurableEngine engine = open()) {
      assertThat(engine.read().number("LinesRead")).isEqualTo(lines);
    }
  }

  @Test
  void snapshotThatIsBegun_holdsUpNoBatchAndReplacesTheStateWhenItIsWritten() throws IOException {
    try (DurableEngine engine = open()) {
      long generation = generation();
      addUntilBegun(engine);
      assertThat(generation()).isEqualTo(generation);

      disk.background.get(0).run();
      assertThat(generation()).as("at the next batch").isEqualTo(generation);
      long logBytes = engine.logBytes();
      engine.commit(Events.WALL);

      assertThat(generation()).isEqualTo(generation + 1);
      assertThat(engine.logBytes()).isPositive().isLessThan(logBytes);
    }
    assertAllAreCounted();
  }

  @Test
  void restartWhileASnapshotIsWritten_losesNothing() {
    for (int i = 0; i < 3; i++) {
      try (DurableEngine engine = open()) {
        addUntilBegun(engine);
      }
      assertAllAreCounted();
    }
  }

  @Test
  void secondSnapshotThatIsDue_waitsForTheFirst() throws IOException {
    try (DurableEngine engine = open()) {
      long generation = generation();
      addUntilBegun(engine);
      addUntilBegun(engine);

      assertThat(disk.background).hasSize(2);
      assertThat(generation()).isEqualTo(generation + 1);
    }
    assertAllAreCounted();
  }

  @Test
  void snapshotThatCannotBeWritten_failsTheNextBatchAndTheOldStateStays() {
    try (DurableEngine engine = open()) {
      disk.failsSnapshots = true;
      addUntilBegun(engine);
      disk.background.get(0).run();

      assertThatThrownBy(() -> engine.commit(Events.WALL))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("No space left on device");
      assertThatThrownBy(() -> engine.commit(Events.WALL)).isInstanceOf(StateException.class);
    }
    disk.failsSnapshots = false;
    assertAllAreCounted();
  }

  @Test
  void stateThatIsClosed_isNotWrittenToAnyMore() {
    try (DurableEngine engine = open()) {
      addUntilBegun(engine);
    }
    File snapshot = new File(directory.resolve("state").toFile(), "snapshot-2");
    long length = snapshot.length();
    disk.background.get(0).run();

    assertThat(snapshot)
        .satisfiesAnyOf(f -> assertThat(f).doesNotExist(), f -> assertThat(f).hasSize(length));
  }
}
