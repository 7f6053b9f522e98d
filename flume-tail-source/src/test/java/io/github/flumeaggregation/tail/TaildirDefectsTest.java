package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.PlainHandle;
import io.github.flumeaggregation.tail.position.PositionFile;
import io.github.flumeaggregation.tail.position.Positions;
import io.github.flumeaggregation.tail.position.TaildirPositions;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Instruments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators suffer from in TAILDIR, numbered as in the documentation. Where the same scenario
 * is cheap to run against the stock source, the test shows that it still fails there: if Flume
 * mends it, the comparison in the documentation must change.
 */
class TaildirDefectsTest {
  @TempDir Path directory;
  private Rig rig;
  private StockTaildir stock;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory).paths("*.log*");
    stock = new StockTaildir(directory);
  }

  @Test
  void defect1_positionFileIsWholeAtEveryMoment() throws IOException {
    rig.with("writePosInterval", "0ms").start();
    PositionFile file = new PositionFile(rig.positionFile, null, new TaildirPositions("host"));
    for (int i = 0; i < 50; i++) {
      rig.append("a.log", "line " + i + "\n").elapse(100);
      Positions reader =
          new Positions(file, 0, new Instruments(rig, rig.stats, FileEvents.NONE, rig.handles));
      reader.load();
      assertThat(reader.isFirstRun()).isFalse();
      assertThat(Files.exists(rig.positionFile.resolveSibling("positions.json.tmp"))).isFalse();
    }
  }

  @Test
  void defect2_hardLinkedFileIsReadOnce() throws Exception {
    rig.append("a.log", "one\n");
    Files.createLink(rig.file("b.log"), rig.file("a.log"));
    rig.start().settle().settle();
    assertThat(rig.bodies()).containsExactly("one");

    try (StockTaildir taildir = stock.start().poll(5)) {
      assertThat(taildir.bodies).hasSizeGreaterThan(1).containsOnly("one");
    }
  }

  @Test
  void defect3_headOfALargerFileInTheSameInodeIsRead() throws Exception {
    rig.append("a.log", "one\n").start().settle();
    try (StockTaildir taildir = stock.start().poll(1)) {
      rig.truncate("a.log").append("a.log", "new 1\nnew 2\n").settle();
      taildir.poll(2);

      assertThat(rig.bodies()).containsExactly("one", "new 1", "new 2");
      assertThat(taildir.bodies).doesNotContain("new 1");
    }
  }

  @Test
  void defect4_fileRenamedOutOfThePatternIsReadToItsEndAndItsPositionSaved() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    rig.append("a.log", "two\n").move("a.log", "gone").append("gone", "three\n").settle().stop();
    assertThat(rig.bodies()).containsExactly("one", "two", "three");

    rig.move("gone", "b.log").start().settle();
    assertThat(rig.bodies()).hasSize(3);
  }

  @Test
  void defect5_fileRenamedInThePatternIsNotReadAgain() throws Exception {
    rig.append("a.log", "one\n").start().settle();
    try (StockTaildir taildir = stock.start().poll(1)) {
      rig.move("a.log", "a.log.1").settle();
      taildir.poll(2);

      assertThat(rig.bodies()).containsExactly("one");
      assertThat(taildir.bodies).hasSizeGreaterThan(1);
    }
  }

  @Test
  void defect6_idleFileKeepsItsHalfWrittenLine() throws IOException {
    rig.append("a.log", "tw").start().elapse(200_000).append("a.log", "o\n").settle();

    assertThat(rig.bodies()).containsExactly("two");
  }

  @Test
  void defect7_fileThatIsShorterThanItWasSaidToBeGivesNoNulBytes() throws IOException {
    FileKey key = FileStat.of(rig.append("a.log", "one\n").file("a.log")).key();
    try (PlainHandle handle = PlainHandle.open(rig.file("a.log"), key)) {
      byte[] bytes = new byte[100];
      long size = handle.size();
      rig.truncate("a.log");

      assertThat(handle.read(0, bytes, 0, (int) size)).isZero();
    }
  }

  @Test
  void defect8_malformedPositionFileIsAnErrorAndNotABeginningAtZero() throws Exception {
    rig.append("a.log", "one\n");
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(rig.positionFile, "{\"version\": 1,");
    Files.writeString(directory.resolve("state/taildir.json"), "[{\"inode\":");

    assertThatThrownBy(rig::start).hasMessageContaining("positions.json is damaged");
    try (StockTaildir taildir = stock.start().poll(1)) {
      assertThat(taildir.bodies).containsExactly("one");
    }
  }

  @Test
  void defect9_lineWithoutEndIsCutAtItsLimit() throws IOException {
    rig.with("maxLineBytes", "1048576B").append("a.log", "x".repeat(5 << 20)).start().settle();

    assertThat(rig.bodies()).hasSize(4).allMatch(body -> body.length() == 1 << 20);
  }

  @Test
  void defect10_directoriesAreSearchedAndAFullChannelDoesNotBlindTheSource() throws IOException {
    rig.paths("**/*.log").append("x/y/a.log", "one\n").start().settle();
    rig.channelFull = true;
    rig.append("x/y/a.log", "two\n").settle().append("z/b.log", "b\n").settle();
    Files.delete(rig.file("z/b.log"));
    rig.channelFull = false;
    rig.settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "b");
  }

  @Test
  void defect11_fileThatCannotBeReadStopsNeitherTheOthersNorThePositions() throws IOException {
    rig.append("a.log", "one\n");
    Files.createSymbolicLink(rig.file("b.log"), Path.of("/proc/self/mem"));
    rig.start().settle().stop();
    assertThat(rig.bodies()).containsExactly("one");
    assertThat(rig.stats.readErrors.get()).isPositive();

    rig.start().settle();
    assertThat(rig.bodies()).containsExactly("one");
  }

  @Test
  void defect12_busyFileDoesNotStarveTheOthers() throws Exception {
    String much = String.join("", Collections.nCopies(200, "busy\n"));
    rig.append("a.log", much).append("b.log", "");
    int[] batches = {0};
    stock.afterBatch =
        () -> {
          try {
            if (batches[0]++ < 200) {
              rig.append("b.log", batches[0] == 1 ? "quiet\n" : "").append("a.log", much);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try (StockTaildir taildir = stock.start().poll(2)) {
      assertThat(taildir.bodies.indexOf("quiet")).isGreaterThan(20_000);
    }

    rig.start();
    for (int i = 0; i < 5; i++) {
      rig.append("a.log", much.repeat(300)).pass();
    }
    assertThat(rig.bodies()).contains("quiet");
  }
}
