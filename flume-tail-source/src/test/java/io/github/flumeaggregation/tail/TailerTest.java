package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailerTest {
  /** What is read of a file at most before the others have their turn. */
  private static final int TURN_BYTES = 256 << 10;

  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory);
  }

  @Test
  void lines_becomeEventsWithTheBytesTheyCover() throws IOException {
    rig.append("a.log", "one\ntwo\r\n\nthree\n").start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two", "", "three");
    assertThat(rig.header(PositionHeaders.OFFSET)).containsExactly("0", "4", "9", "10");
    assertThat(rig.header(PositionHeaders.LENGTH)).containsExactly("4", "5", "1", "6");
    assertThat(rig.header(PositionHeaders.LINES)).containsOnlyNulls();
    assertThat(rig.header(PositionHeaders.READ_AT)).containsOnly(Long.toString(rig.wallMillis()));
    assertThat(rig.files().get(0)).matches("host:[0-9]+:[0-9]+:[0-9a-f]{16}");
    assertThat(rig.files()).containsOnly(rig.files().get(0));
  }

  @Test
  void anyBytes_passUnchanged() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c == '\n' || c == '\r' ? ' ' : c);
    }
    rig.append("a.log", all + "\n").start().settle();

    assertThat(rig.bodies()).containsExactly(all.toString());
  }

  @Test
  void halfWrittenLine_waitsForItsEnd() throws IOException {
    rig.append("a.log", "one\ntw").start().settle();
    assertThat(rig.bodies()).containsExactly("one");

    rig.elapse(TimeUnit.HOURS.toMillis(1)).append("a.log", "o").settle().append("a.log", "\n");
    rig.settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
  }

  @Test
  void appendedLine_isThereWithin200Millis() throws IOException {
    rig.append("a.log", "one\n").start().settle().append("a.log", "two\n");

    long before = rig.nanos();
    while (rig.channel.size() < 2) {
      rig.elapse(1);
    }

    assertThat(rig.nanos() - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
  }

  @Test
  void newFile_isFoundWithinASecond() throws IOException {
    rig.start().settle().append("a.log", "one\n").elapse(1_000);

    assertThat(rig.bodies()).containsExactly("one");
  }

  @Test
  void manyBlocksOfLines_arriveCompletelyAndInOrder() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (int i = 0; text.length() < 3 * TURN_BYTES; i++) {
      lines.add("line " + i + " " + "x".repeat(i % 301));
      text.append(lines.get(i)).append('\n');
    }
    rig.append("a.log", text.toString()).start().settle();

    assertThat(rig.bodies()).isEqualTo(lines);
    assertThat(rig.stats.linesRead.get()).isEqualTo(lines.size());
    assertThat(rig.stats.bytesRead.get()).isEqualTo(text.length());
  }

  @Test
  void busyFile_doesNotStarveOthers() throws IOException {
    rig.append("a.log", "x\n".repeat(4 * TURN_BYTES)).append("b.log", "b\n").start();
    rig.pass();
    rig.pass();

    assertThat(rig.bodies()).contains("b");
    assertThat(rig.channel).hasSizeLessThan(TURN_BYTES);
  }

  @Test
  void linesPerEvent_makesBlocksThatCoverWholeLines() throws IOException {
    rig.with("linesPerEvent", 3).append("a.log", "1\n2\r\n3\r\n4\n5").start().settle();

    assertThat(rig.bodies()).containsExactly("1\n2\r\n3", "4");
    assertThat(rig.header(PositionHeaders.LINES)).containsExactly("3", null);
    assertThat(rig.header(PositionHeaders.LENGTH)).containsExactly("8", "2");
  }

  @Test
  void lineTooLong_isCutIntoPiecesThatTravelAlone() throws IOException {
    rig.with("maxLineBytes", "4B").with("linesPerEvent", 10);
    rig.append("a.log", "a\nb\n123456789\nc\nd\n").start().settle();

    assertThat(rig.bodies()).containsExactly("a\nb", "1234", "5678", "9", "c\nd");
    assertThat(rig.header(PositionHeaders.LINES)).containsExactly("2", null, null, null, "2");
    assertThat(rig.stats.oversizedLines.get()).isEqualTo(1);
    assertThat(rig.stats.linesRead.get()).isEqualTo(5);
  }

  @Test
  void lineLongerThanAnyBuffer_isOneEvent() throws IOException {
    String line = "y".repeat(3 * TURN_BYTES + 17);
    rig.append("a.log", "a\n" + line + "\nb\n").start().settle();

    assertThat(rig.bodies()).containsExactly("a", line, "b");
  }

  @Test
  void longLineThatGrowsSlowly_isOneEventInTheEnd() throws IOException {
    String piece = "z".repeat(TURN_BYTES / 3);
    rig.start();
    for (int i = 0; i < 6; i++) {
      rig.append("a.log", piece).settle();
      assertThat(rig.channel).isEmpty();
    }
    rig.append("a.log", "\nend\n").settle();

    assertThat(rig.bodies()).containsExactly(piece.repeat(6), "end");
  }

  @Test
  void renamedInThePattern_keepsItsIdentityAndPosition() throws IOException {
    rig.paths("*.log*").append("a.log", "one\n").start().settle();
    rig.move("a.log", "a.log.1").append("a.log.1", "two\n").append("a.log", "new\n").settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "new");
    assertThat(rig.files().get(rig.bodies().indexOf("two"))).isEqualTo(rig.files().get(0));
    assertThat(rig.files().get(rig.bodies().indexOf("new"))).isNotEqualTo(rig.files().get(0));
    assertThat(rig.stats.rotations.get()).isEqualTo(1);
  }

  @Test
  void renamedOutOfThePattern_isReadToItsEnd() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    rig.move("a.log", "a.old").append("a.old", "two\n").append("a.log", "new\n").settle();
    rig.append("a.old", "three\n").settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "three", "new");
  }

  @Test
  void renamedOutOfThePatternWhileClosedAsIdle_isReadToItsEnd() throws IOException {
    rig.append("a.log", "one\n").start().settle().elapse(240_000);
    rig.append("a.log", "two\n").move("a.log", "a.old").settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
    assertThat(rig.files()).containsOnly(rig.files().get(0));
  }

  @Test
  void renamedOutOfThePatternWhileStopped_isReadToItsEnd() throws IOException {
    rig.append("a.log", "one\n").start().settle().stop();
    rig.append("a.log", "two\n").move("a.log", "a.old").append("a.log", "new\n").start().settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "new");
    assertThat(rig.files().get(rig.bodies().indexOf("two"))).isEqualTo(rig.files().get(0));
  }

  @Test
  void renamedOutOfThePatternWhileStopped_keepsTheHeadersOfItsGroup() throws IOException {
    PathPattern pattern = PathPattern.glob(directory + "/*.log");
    rig.groups = List.of(new FileGroup("paths", List.of(pattern), Map.of("kind", "access")));
    rig.append("a.log", "one\n").start().settle().stop();
    rig.append("a.log", "two\n").move("a.log", "a.log.1").start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
    assertThat(rig.header("kind")).containsExactly("access", "access");
  }

  @Test
  void renamedInThePatternWhileStopped_goesOnWhereItWas() throws IOException {
    rig.paths("*.log*").append("a.log", "one\n").start().settle().stop();
    rig.append("a.log", "two\n").move("a.log", "a.log.1").append("a.log", "new\n");
    rig.start().settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "new");
  }

  @Test
  void deletedFile_isReadToItsEndThroughTheOpenHandle() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    rig.channelFull = true;
    rig.append("a.log", "two\nrest").elapse(1_000);
    Files.delete(rig.file("a.log"));
    rig.elapse(60_000);
    rig.channelFull = false;
    rig.elapse(30_000);
    assertThat(rig.bodies()).containsExactly("one", "two");

    rig.elapse(240_000);
    assertThat(rig.bodies()).containsExactly("one", "two", "rest");
  }

  @Test
  void fileCreatedAndDeletedWhileTheChannelIsFull_isDelivered() throws IOException {
    rig.append("a.log", "one\n").start();
    rig.channelFull = true;
    rig.elapse(1_000).append("b.log", "b\n").elapse(2_000);
    Files.delete(rig.file("b.log"));
    rig.elapse(1_000).channelFull = false;
    rig.settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "b");
  }

  @Test
  void truncatedFile_beginsAnotherIncarnationAndIsCounted() throws IOException {
    rig.append("a.log", "one\ntwo\n").start().settle();
    rig.truncate("a.log").append("a.log", "new\n").settle();

    assertThat(rig.bodies()).containsExactly("one", "two", "new");
    assertThat(rig.header(PositionHeaders.OFFSET)).containsExactly("0", "4", "0");
    assertThat(rig.files().get(2)).isNotEqualTo(rig.files().get(0));
    assertThat(rig.stats.truncations.get()).isEqualTo(1);
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  @Test
  void fileTruncatedAndGrownPastThePosition_isNoticed() throws IOException {
    rig.append("a.log", "one\ntwo\n").start().settle();
    rig.truncate("a.log").append("a.log", "this is something else\nand more\n").settle();

    assertThat(rig.bodies()).containsExactly("one", "two", "this is something else", "and more");
    assertThat(rig.stats.truncations.get()).isEqualTo(1);
  }

  @Test
  void fileTruncatedAndGrownToTheSameSize_isNoticed() throws IOException {
    rig.append("a.log", "one\ntwo\n").start().settle();
    rig.truncate("a.log").append("a.log", "eno\nowt\n").elapse(2_000);

    assertThat(rig.bodies()).containsExactly("one", "two", "eno", "owt");
  }

  @Test
  void fileReplacedWhileStopped_isReadFromItsBeginning() throws IOException {
    rig.append("a.log", "one\ntwo\n").start().settle().stop();
    rig.truncate("a.log").append("a.log", "one\nother content, longer\n").start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two", "one", "other content, longer");
  }

  @Test
  void partialLineReplacedBeforeAnythingWasDelivered_isAnotherIncarnation() throws IOException {
    rig.append("a.log", "half a li").start().settle();
    rig.truncate("a.log").append("a.log", "a line\n").settle();

    assertThat(rig.bodies()).containsExactly("a line");
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  @Test
  void hardLinkAndSymbolicLink_areOneFile() throws IOException {
    rig.append("a.log", "one\n");
    Files.createLink(rig.file("b.log"), rig.file("a.log"));
    Files.createSymbolicLink(rig.file("c.log"), rig.file("a.log"));
    rig.start().settle().append("b.log", "two\n").settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
  }

  @Test
  void restart_goesOnWhereItWas() throws IOException {
    rig.append("a.log", "one\nhalf").start().settle().stop();
    rig.append("a.log", " line\nthree\n").start().settle();

    assertThat(rig.bodies()).containsExactly("one", "half line", "three");
    assertThat(rig.files()).containsOnly(rig.files().get(0));
  }

  @Test
  void crashBeforeTheOffsetsAreSaved_deliversAgainUnderTheSameIdentity() throws IOException {
    rig.append("a.log", "one\n").with("writePosInterval", "1h").start().settle();
    rig.start().settle();

    assertThat(rig.bodies()).containsExactly("one", "one");
    assertThat(rig.files().get(1)).isEqualTo(rig.files().get(0));
  }

  @Test
  void identity_isOnDiskBeforeItsFirstEvent() throws IOException {
    rig.append("a.log", "one\n").start();
    while (rig.channel.isEmpty()) {
      rig.pass();
    }

    assertThat(Files.readString(rig.positionFile)).contains(rig.files().get(0));
  }

  @Test
  void positionFileThatCannotBeWritten_keepsNewFilesWaiting() throws IOException {
    Files.writeString(rig.file("state"), "a file where a directory should be");
    rig.append("a.log", "one\n").start().elapse(5_000);
    assertThat(rig.channel).isEmpty();
    assertThat(rig.stats.positionSaveErrors.get()).isBetween(2L, 10L);

    Files.delete(rig.file("state"));
    rig.settle();
    assertThat(rig.bodies()).containsExactly("one");
  }

  @Test
  void fullChannel_keepsTheBatchAndOffersItAgainWithPauses() throws IOException {
    rig.append("a.log", "one\ntwo\n").start();
    rig.channelFull = true;
    rig.elapse(10_000);
    assertThat(rig.attempts).isBetween(5, 20);

    rig.channelFull = false;
    rig.settle();
    assertThat(rig.bodies()).containsExactly("one", "two");
  }

  @Test
  void fullChannelAtStop_deliversAfterTheRestart() throws IOException {
    rig.with("batchSize", 2).append("a.log", "1\n2\n3\n4\n5\n").start();
    rig.channelFull = true;
    rig.elapse(1_000).stop();
    rig.channelFull = false;
    rig.start().settle();

    assertThat(rig.bodies()).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void channelFullInMidTurn_losesAndRepeatsNothing() throws IOException {
    rig.with("batchSize", 2).append("a.log", "1\n2\n3\n4\n5\n").append("b.log", "b\n");
    rig.start();
    for (int i = 0; i < 50; i++) {
      rig.channelFull = i % 2 == 0;
      rig.elapse(700);
    }

    assertThat(rig.bodies()).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "b");
  }

  @Test
  void unreadableFile_doesNotStopTheOthers() throws IOException {
    rig.append("b.log", "b\n");
    Files.createSymbolicLink(rig.file("a.log"), Path.of("/proc/self/mem"));
    rig.start().settle().append("b.log", "b2\n").settle();

    assertThat(rig.bodies()).containsExactly("b", "b2");
  }

  @Test
  void damagedPositionFile_isAnErrorThatNamesFileAndRemedy() throws IOException {
    Files.createDirectories(rig.positionFile.getParent());
    Files.writeString(rig.positionFile, "{\"version\": 1,\n\"fi");

    assertThatThrownBy(() -> rig.append("a.log", "one\n").start())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(rig.positionFile.toString())
        .hasMessageContaining("move it away");
  }

  @Test
  void tornPositionFile_isReplacedByItsCopy() throws IOException {
    rig.append("a.log", "one\n").start().settle().append("a.log", "two\n").elapse(3_000).stop();
    byte[] newest = Files.readAllBytes(rig.positionFile);
    Files.write(rig.positionFile, java.util.Arrays.copyOf(newest, newest.length - 9));
    rig.append("a.log", "three\n").start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two", "three");
    assertThat(rig.files()).containsOnly(rig.files().get(0));
  }

  @Test
  void clockStepOfEightDays_forgetsNoFileThatIsThere() throws IOException {
    for (int i = 0; i < 5; i++) {
      rig.append(i + ".log", "old\n".repeat(20));
    }
    rig.start().settle().setClock(8).append("0.log", "new\n").elapse(3_000).stop();
    assertThat(rig.channel).hasSize(101);

    rig.start().settle().stop().setClock(8).start().settle();
    assertThat(rig.channel).hasSize(101);
  }

  @Test
  void clockStepOfEightDays_forgetsNoFileThatIsGone() throws IOException {
    rig.paths("a.log*").append("a.log", "old\n".repeat(300)).start().settle();
    byte[] content = Files.readAllBytes(rig.file("a.log"));
    Files.delete(rig.file("a.log"));
    rig.elapse(200_000).setClock(8).append("a.log", "new\n").elapse(3_000);
    Files.write(rig.file("a.log.1"), content);
    rig.settle();

    assertThat(rig.bodies()).hasSize(301).endsWith("new");
  }

  @Test
  void filesGoneForAWeek_areForgotten() throws IOException {
    rig.append("a.log", "a\n").append("b.log", "b\n").start().settle();
    Files.delete(rig.file("a.log"));
    rig.elapse(200_000).pauseDays(8).append("b.log", "b\n").elapse(3_000).stop();

    assertThat(Files.readString(rig.positionFile)).contains("b.log").doesNotContain("a.log");
  }

  @Test
  void fileOpenedForWritingInPlace_isFollowedAfterAppend() throws IOException {
    rig.append("a.log", "x".repeat(5_000) + "\n").start().settle();
    for (int i = 0; i < 20; i++) {
      Files.writeString(rig.file("a.log"), "line " + i + "\n", StandardOpenOption.APPEND);
      rig.settle();
    }

    assertThat(rig.channel).hasSize(21);
    assertThat(rig.stats.truncations.get()).isZero();
  }
}
