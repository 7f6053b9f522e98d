package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.tail.frame.StartPattern;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are too long, that do not end, and records of several lines. */
class RecordsTest {
  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory);
  }

  private Rig multiline(String start) {
    return rig.with("multiline.start", start)
        .with("multiline.maxLines", 4)
        .with("multiline.maxBytes", "100B")
        .with("multiline.timeout", "2s");
  }

  @Test
  void piecesOfACutLine_areMarkedAsContinuations() throws IOException {
    rig.with("maxLineBytes", "4B").append("a.log", "a\n123456789\r\nb\n").start().settle();

    assertThat(rig.bodies()).containsExactly("a", "1234", "5678", "9", "b");
    assertThat(rig.header(PositionHeaders.CONTINUATION))
        .containsExactly(null, null, "true", "true", null);
    assertThat(rig.stats.linesRead.get()).isEqualTo(3);
    assertThat(rig.stats.oversizedLines.get()).isEqualTo(1);
  }

  @Test
  void truncatedLine_keepsItsBeginningAndCoversAllOfIt() throws IOException {
    rig.with("maxLineBytes", "4B").with("longLines", "truncate");
    rig.append("a.log", "a\n123456789\nb\n").start().settle();

    assertThat(rig.bodies()).containsExactly("a", "1234", "b");
    assertThat(rig.header(PositionHeaders.OFFSET)).containsExactly("0", "2", "12");
    assertThat(rig.header(PositionHeaders.LENGTH)).containsExactly("2", "10", "2");
    assertThat(rig.header(PositionHeaders.CONTINUATION)).containsOnlyNulls();
    assertThat(rig.stats.linesRead.get()).isEqualTo(3);
    assertThat(rig.stats.oversizedLines.get()).isEqualTo(1);
  }

  @Test
  void lineOfManyTurns_isTruncatedInLinearTime() throws IOException {
    rig.with("maxLineBytes", "10B").with("longLines", "truncate");
    String piece = "x".repeat(1 << 20);
    rig.append("a.log", "a\n").start();
    for (int i = 0; i < 40; i++) {
      rig.append("a.log", piece).elapse(50);
    }
    rig.append("a.log", "\nb\n").settle();

    assertThat(rig.bodies()).containsExactly("a", "xxxxxxxxxx", "b");
    assertThat(rig.header(PositionHeaders.LENGTH).get(1)).isEqualTo("" + ((40L << 20) + 1));
  }

  @Test
  void partialLine_isDeliveredAfterItsTimeoutAndItsRestIsAContinuation() throws IOException {
    rig.with("partialLineTimeout", "10s").append("a.log", "one\ntw").start();
    rig.settle();
    assertThat(rig.bodies()).containsExactly("one");

    rig.elapse(11_000);
    assertThat(rig.bodies()).containsExactly("one", "tw");
    rig.append("a.log", "o\nthree\n").settle();

    assertThat(rig.bodies()).containsExactly("one", "tw", "o", "three");
    assertThat(rig.header(PositionHeaders.CONTINUATION)).containsExactly(null, null, "true", null);
    assertThat(rig.header(PositionHeaders.OFFSET)).containsExactly("0", "4", "6", "8");
    assertThat(rig.stats.linesRead.get()).isEqualTo(3);
  }

  @Test
  void partialLineThatGrows_waitsFromItsLastGrowth() throws IOException {
    rig.with("partialLineTimeout", "10s").append("a.log", "on").start().settle();
    rig.elapse(6_000).append("a.log", "e").elapse(8_000);
    assertThat(rig.channel).isEmpty();

    rig.append("a.log", "\n").settle();
    assertThat(rig.bodies()).containsExactly("one");
  }

  @Test
  void halfTerminator_isNotTakenForText() throws IOException {
    rig.with("partialLineTimeout", "1s").append("a.log", "one\r").start();
    rig.elapse(5_000).append("a.log", "\n").settle();

    assertThat(rig.bodies()).containsExactly("one", "");
    assertThat(rig.header(PositionHeaders.LENGTH)).containsExactly("3", "2");
  }

  @Test
  void partialLineDeliveredBeforeARestart_isFollowedByAContinuation() throws IOException {
    rig.with("partialLineTimeout", "1s").append("a.log", "on").start();
    rig.elapse(5_000).stop().append("a.log", "e\n").start().settle();

    assertThat(rig.bodies()).containsExactly("on", "e");
    assertThat(rig.header(PositionHeaders.CONTINUATION)).containsExactly(null, "true");
  }

  @Test
  void recordOfSeveralLines_isOneEventThatEndsBeforeTheNextStart() throws IOException {
    multiline("[0-9]").append("a.log", "1 a\n  b\r\n  c\r\n2 d\n").start().elapse(500);
    rig.append("a.log", "  e\n3 f\n").elapse(5_000);

    assertThat(rig.bodies()).containsExactly("1 a\n  b\r\n  c", "2 d\n  e", "3 f");
    assertThat(rig.header(PositionHeaders.LINES)).containsOnlyNulls();
    assertThat(rig.header(PositionHeaders.CONTINUATION)).containsOnlyNulls();
    assertThat(rig.header(PositionHeaders.OFFSET)).containsExactly("0", "14", "22");
    assertThat(rig.stats.linesRead.get()).isEqualTo(6);
  }

  @Test
  void recordWithoutASuccessor_isCompleteAfterItsTimeoutAndWhatFollowsIsAContinuation()
      throws IOException {
    multiline("[0-9]").append("a.log", "1 a\n  b\n").start().elapse(5_000);
    assertThat(rig.bodies()).containsExactly("1 a\n  b");

    rig.append("a.log", "  c\n2 d\n").elapse(5_000);
    assertThat(rig.bodies()).containsExactly("1 a\n  b", "  c", "2 d");
    assertThat(rig.header(PositionHeaders.CONTINUATION)).containsExactly(null, "true", null);
  }

  @Test
  void recordOfTooManyLines_isCutIntoPieces() throws IOException {
    multiline("[0-9]").append("a.log", "1\n a\n b\n c\n d\n2\n").start().elapse(5_000);

    assertThat(rig.bodies()).containsExactly("1\n a\n b\n c", " d", "2");
    assertThat(rig.header(PositionHeaders.CONTINUATION)).containsExactly(null, "true", null);
    assertThat(rig.stats.oversizedLines.get()).isEqualTo(1);
  }

  @Test
  void recordOfTooManyBytes_isCutAtALineOrWithinOne() throws IOException {
    String sixty = "x".repeat(60);
    multiline("[0-9]").append("a.log", "1" + sixty + "\n" + sixty + "\n2" + sixty + sixty + "\n");
    rig.start().elapse(5_000);

    assertThat(rig.bodies())
        .containsExactly(
            "1" + sixty, sixty, ("2" + sixty + sixty).substring(0, 100), "x".repeat(21));
    assertThat(rig.header(PositionHeaders.CONTINUATION))
        .containsExactly(null, "true", null, "true");
    assertThat(rig.stats.linesRead.get()).isEqualTo(3);
  }

  @Test
  void linesBeforeTheFirstStart_areARecordOfTheirOwn() throws IOException {
    multiline("[0-9]").append("a.log", "a\nb\n1\n").start().elapse(5_000);

    assertThat(rig.bodies()).containsExactly("a\nb", "1");
    assertThat(rig.header(PositionHeaders.CONTINUATION)).containsOnlyNulls();
  }

  /** A matcher that goes back would take longer than the universe has existed, or overflow. */
  @Test
  void catastrophicPattern_isMatchedOnAWholeLongLine() {
    byte[] line =
        ("a".repeat(200) + "b".repeat(100_000) + "x")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    assertThat(new StartPattern("(a+)+$").matches(line, 0, line.length)).isFalse();
    assertThat(new StartPattern("(?:[^\"\\\\]|\\\\.)*x").matches(line, 0, line.length)).isTrue();
  }

  @Test
  void startPattern_matchesFromTheBeginningOnly() {
    byte[] line = {'a', 'b', 'c'};

    assertThat(new StartPattern("x|ab").matches(line, 0, 3)).isTrue();
    assertThat(new StartPattern("x|b").matches(line, 0, 3)).isFalse();
    assertThat(new StartPattern("x|b").matches(line, 1, 3)).isTrue();
  }
}
