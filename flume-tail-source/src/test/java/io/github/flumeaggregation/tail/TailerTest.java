package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines become events, in order and at once, whatever the channel takes. */
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
}
