package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Positions that wait for whoever counts the lines. */
class ConfirmationTest {
  @TempDir Path directory;
  private Rig rig;
  private RigSink sink;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory).confirmed();
    sink = rig.sink;
  }

  /** The process dies, and with it what the sink has not counted. */
  private Rig crash() {
    rig.crash();
    sink.loseChannel();
    return rig;
  }

  @Test
  void linesThatAreNotCounted_areReadAgainAfterACrash() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    sink.down = true;
    rig.append("a.log", "two\nthree\n").settle();
    assertThat(rig.bodies()).containsExactly("one", "two", "three");

    crash();
    sink.down = false;
    rig.start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two", "three");
    assertThat(rig.header(PositionHeaders.OFFSET)).containsExactly("0", "4", "8");
    assertThat(new HashSet<>(rig.files())).hasSize(1);
  }

  @Test
  void linesThatAreCounted_areNotReadAgain() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    crash().start().settle();

    assertThat(rig.bodies()).containsExactly("one");
  }

  @Test
  void sinkThatIsDown_holdsThePositionAndNothingIsSentInALoop() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    sink.down = true;
    int before = sink.markersSent;
    rig.append("a.log", "two\n").settle().elapse(600_000);

    assertThat(rig.bodies()).containsExactly("one", "two");
    assertThat(sink.markersSent).isEqualTo(before + 1);
    assertThat(positions()).contains("\"offset\":4,");
    assertThat(rig.stats.unconfirmedEvents.get()).isEqualTo(1);
    assertThat(rig.stats.unconfirmedMillis.get()).isBetween(590_000L, 610_000L);

    sink.down = false;
    rig.settle();
    assertThat(positions()).contains("\"offset\":8,");
    assertThat(rig.stats.unconfirmedEvents.get()).isZero();
    assertThat(rig.stats.unconfirmedMillis.get()).isZero();
  }

  private String positions() throws IOException {
    return Files.readString(rig.positionFile);
  }

  @Test
  void quietSource_getsItsPositionConfirmedWithoutAnotherLine() throws IOException {
    sink.lagNanos = 300_000_000;
    rig.append("a.log", "one\n").start().settle();

    assertThat(positions()).contains("\"offset\":4,");
    int markers = sink.markersSent;
    rig.elapse(600_000);
    assertThat(sink.markersSent).as("an idle source sends nothing").isEqualTo(markers);
  }

  @Test
  void newFile_isReadWhenWhatCameBeforeItIsCounted() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    sink.down = true;
    rig.append("a.log", "two\n").settle();
    rig.append("b.log", "three\n").settle();
    assertThat(rig.bodies()).containsExactly("one", "two");
    assertThat(rig.stats.filesOpen.get()).as("held, whatever happens to it").isEqualTo(2);

    sink.down = false;
    rig.settle();
    assertThat(rig.bodies()).containsExactly("one", "two", "three");
  }

  @Test
  void filesBeforeAnythingWasSent_waitForNobody() throws IOException {
    sink.down = true;
    rig.append("a.log", "one\n").append("b.log", "two\n").start().settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void fullChannel_getsTheMarkerWhenItHasRoom() throws IOException {
    rig.append("a.log", "one\n").start();
    while (rig.bodies().isEmpty()) {
      rig.elapse(20);
    }
    rig.channelFull = true;
    rig.elapse(5_000);
    assertThat(positions()).contains("\"offset\":0,");

    rig.channelFull = false;
    rig.settle();
    assertThat(positions()).contains("\"offset\":4,");
  }

  @Test
  void markerThatOneOfTwoChannelsHasTaken_confirmsNoLineThatCameLater() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    sink.down = true;
    rig.append("a.log", "two\n");
    while (rig.bodies().size() < 2) {
      rig.elapse(20);
    }
    rig.channelFull = true;
    rig.elapse(1_500);
    rig.channelFull = false;
    rig.append("a.log", "three\n").settle();
    sink.countUpToNextMarker();
    rig.settle();
    crash();
    sink.down = false;
    rig.start().settle();

    // The second one was counted, which nobody has written down: it comes as a duplicate.
    assertThat(rig.bodies()).containsExactly("one", "two", "two", "three");
  }

  /**
   * The channel survives a reload: its lines come twice, under the same positions, and only once.
   */
  @Test
  void reload_sendsWhatIsNotConfirmedOnceMore() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    sink.down = true;
    rig.append("a.log", "two\n").settle();
    rig.stop().start().settle();
    sink.down = false;
    rig.settle().stop().start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two", "two");
    assertThat(rig.header(PositionHeaders.OFFSET)).containsExactly("0", "4", "4");
    assertThat(new HashSet<>(rig.files())).hasSize(1);
  }

  @Test
  void cleanStopWithASinkAtWork_hasNothingToReadAgain() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    rig.append("a.log", "two\n");
    while (rig.bodies().size() < 2) {
      rig.elapse(20);
    }
    rig.stop();
    sink.loseChannel();
    rig.start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
  }

  @Test
  void deletedFile_staysOpenUntilItIsConfirmed() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    sink.down = true;
    rig.append("a.log", "two\n").settle();
    Files.delete(rig.file("a.log"));
    rig.elapse(600_000);
    assertThat(rig.stats.filesOpen.get()).isEqualTo(1);

    sink.down = false;
    rig.elapse(20_000);
    assertThat(rig.stats.filesOpen.get()).isZero();
    rig.stop().start().elapse(30_000);
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  @Test
  void fileDeletedBeforeItIsConfirmed_isSaidAndCountedIfTheAgentDies() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    sink.down = true;
    rig.append("a.log", "two\n").settle();
    Files.delete(rig.file("a.log"));
    rig.elapse(20_000);
    crash();
    sink.down = false;
    rig.start().elapse(30_000);

    assertThat(rig.bodies()).containsExactly("one");
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  /** What is deleted and read to its end cannot be read better for being open. */
  @Test
  void deletedFileThatIsNotConfirmed_givesItsPlaceToOneThatWaits() throws IOException {
    rig.with("maxOpenFiles", 1);
    rig.append("a.log", "one\n").start().settle();
    Files.delete(rig.file("a.log"));
    sink.down = true;
    rig.append("b.log", "two\n").elapse(30_000);
    sink.down = false;
    rig.settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
  }

  @Test
  void rotatedAndTruncatedFiles_goOnAfterACrashWhereTheyWereConfirmed() throws IOException {
    String head = "a line that makes the file long enough to be known again\n".repeat(30);
    rig.append("a.log", head).start().settle();
    sink.down = true;
    rig.append("a.log", "two\n").settle();
    rig.move("a.log", "a.log.1").append("a.log", "three\n").paths("*.log*");
    crash();
    sink.down = false;
    rig.start().settle();

    assertThat(rig.bodies().subList(30, 32)).containsExactlyInAnyOrder("two", "three");
  }

  /** A replacement, or the next life with the same beginning: nobody can tell, and that is said. */
  @Test
  void logReplacedWhileItWaitsForBeingSaved_isReadTwiceAndCounted() throws IOException {
    rig.append("b.log", "one\n").start().settle();
    sink.down = true;
    rig.append("b.log", "two\n").append("a.log", "three\nfour\n").settle();
    rig.append("new", "three\nfour\n" + "five\n".repeat(200));
    Files.move(rig.file("new"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.settle();
    sink.down = false;
    rig.elapse(20_000);

    assertThat(rig.bodies()).hasSize(2 + 2 + 202);
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  @Test
  void withoutConfirmation_positionsAreSavedAsTheChannelTakesLines() throws IOException {
    rig = new Rig(directory);
    rig.append("a.log", "one\n").start().settle();

    assertThat(positions()).contains("\"offset\":4,");
    assertThat(rig.stats.unconfirmedEvents.get()).isZero();
  }
}
