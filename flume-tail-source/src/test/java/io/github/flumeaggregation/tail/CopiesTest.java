package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that turns up in another file: plain copies. */
class CopiesTest extends Lives {
  private static final String DATED =
      "- [27/Nov/2026:10:05:00 +0000] a\n- [27/Nov/2026:10:05:07 +0000] b\n";

  /** With the timeout that a log has by default. */
  @BeforeEach
  @Override
  void setUp() {
    rig = new Rig(directory).paths("*.log*");
  }

  /**
   * "10.0.0.5" is how a line of another log begins; then it goes on as no line of that one does.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "stop", "stop, then written"})
  void beginningOfAnotherLogThatEndsWithinALine_isReadWhenItGoesOnDifferently(String between)
      throws IOException {
    rig.append("b.log", "10.0.0.50 - x\n").start().elapse(5_000);
    rig.append("a.log", "10.0.0.5").elapse(5_000);
    if (!between.isEmpty()) {
      rig.stop();
    }
    if (between.equals("stop")) {
      rig.start().elapse(5_000);
    }
    rig.append("a.log", " - y\n");
    if (between.endsWith("written")) {
      rig.start();
    }
    rig.elapse(10_000);
    assertThat(rig.bodies()).containsExactly("10.0.0.50 - x", "10.0.0.5 - y");
  }

  @Test
  void copyOfATruncatedFile_goesOnWhereTheOriginalWas() throws IOException {
    String read = lines("a", 200);
    String unread = lines("b", 50);
    rig.append("a.log", read).start().settle();
    rig.channelFull = true;
    rig.append("a.log", unread);
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    rig.truncate("a.log").append("a.log", lines("c", 3));
    rig.channelFull = false;
    rig.settle();

    assertThat(rig.bodies()).hasSize(253).contains("b line 0", "b line 49", "c line 2");
    assertThat(rig.files().stream().distinct()).hasSize(2);
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
    assertThat(rig.header(PositionHeaders.OFFSET)).contains("" + read.length());
  }

  /** What logrotate's copytruncate does under load: the server goes on after the copy is made. */
  @Test
  void copyShorterThanWhatWasDelivered_isNotReadAgain() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().append("a.log", lines("a2", 20));
    rig.settle();
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    rig.append("a.log", lines("b", 5)).settle();
    rig.truncate("a.log").append("a.log", lines("c", 3)).settle();

    assertThat(delivered())
        .isEqualTo(lines("a", 200) + lines("a2", 20) + lines("b", 5) + lines("c", 3));
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  /** The lines after the copy had been read, and waited for their evidence to be on disk. */
  @Test
  void copyShorterThanWhatWasRead_isNotReadAgain() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle();
    rig.append("a.log", lines("b", 300)).pass();
    assertThat(delivered()).isEqualTo(lines("a", 200));
    rig.truncate("a.log");
    append("a.log.1", (lines("a", 200) + lines("b", 100)).getBytes(StandardCharsets.ISO_8859_1));
    rig.settle();

    assertThat(delivered()).isEqualTo(lines("a", 200) + lines("b", 100));
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  @Test
  void logReplacedByAPartOfItBeforeThatWasDelivered_isReadAgainAndCounted() throws IOException {
    rig.channelFull = true;
    rig.append("a.log", lines("a", 200)).start().elapse(1_000);
    append("new", lines("a", 120).getBytes(StandardCharsets.ISO_8859_1));
    Files.move(rig.file("new"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.elapse(3_000);
    rig.channelFull = false;
    rig.settle();

    assertThat(delivered()).isEqualTo(lines("a", 200) + lines("a", 120));
    assertThat(rig.files().stream().distinct()).hasSize(2);
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  /** The server has written hundreds of lines since, and all of them were delivered at once. */
  @ParameterizedTest
  @CsvSource({"1, 0", "30, 0", "700, 0", "700, 9", "1900, 0"})
  void copyMuchShorterThanWhatWasDelivered_isNotReadAgain(int lines, int half) throws IOException {
    rig.append("a.log", lines("a", 5_000)).start().settle();
    String before = lines("b", 700);
    rig.append("a.log", before + lines("c", lines)).settle();
    byte[] copied =
        (lines("a", 5_000) + before + lines("c", 1).substring(0, half))
            .getBytes(StandardCharsets.ISO_8859_1);
    rig.truncate("a.log").append("a.log", lines("d", 3)).settle();
    append("a.log.1", copied);
    rig.settle();

    assertThat(delivered())
        .isEqualTo(lines("a", 5_000) + before + lines("c", lines) + lines("d", 3));
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  /** The agent ends between the rotation and its next look at the copy, a second later. */
  @ParameterizedTest
  @CsvSource({"200, 1", "200, 30", "5000, 1", "5000, 30", "5000, 250"})
  void copyShorterThanWhatWasDelivered_foundAfterAStopOrCrash_isNotReadAgain(int first, int lines)
      throws IOException {
    for (String end : new String[] {"stop", "crash"}) {
      String name = end + "-" + first + "-" + lines;
      String copied = lines(name + " a", first) + lines(name + " b", 20);
      rig.append("a.log", copied).start().elapse(1_500);
      rig.append("a.log", lines(name + " c", lines)).elapse(1_500);
      rig.truncate("a.log").append("a.log", lines(name + " d", 3)).elapse(1_200);
      Rig ended = end.equals("stop") ? rig.stop() : rig.crash();
      append("a.log." + end, copied.getBytes(StandardCharsets.ISO_8859_1));
      ended.start().elapse(10_000);
      rig.truncate("a.log").elapse(1_000).stop();
    }

    assertThat(rig.bodies()).hasSize(2 * (first + 20 + lines + 3)).doesNotHaveDuplicates();
  }

  /** It is stopped before it has seen that the log was truncated. */
  @Test
  void copyShorterThanWhatWasDelivered_andLogTruncatedInAStop_isNotReadAgain() throws IOException {
    String copied = lines("a", 5_000) + lines("b", 20);
    rig.append("a.log", copied).start().elapse(1_500);
    rig.append("a.log", lines("c", 30)).elapse(1_500).stop();
    rig.truncate("a.log").append("a.log", lines("d", 3));
    append("a.log.1", copied.getBytes(StandardCharsets.ISO_8859_1));
    rig.start().elapse(10_000);

    assertThat(rig.bodies()).hasSize(5_053).doesNotHaveDuplicates();
  }

  /** It is looked at before the log is truncated, as it mostly is. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100, 3_000})
  void copyOfAQuietLogWhoseLinesSayTheTime_isNotReadAgain(int millis) throws IOException {
    rig.append("a.log", DATED).start().elapse(5_000);
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    rig.elapse(millis).truncate("a.log").elapse(5_000).append("a.log", lines("d", 3));
    rig.elapse(5_000);

    assertThat(delivered()).isEqualTo(DATED + lines("d", 3));
  }

  /** Who writes one line into two logs has it counted twice, as long as they are not all equal. */
  @Test
  void twoLogsThatBeginWithTheSameLinesThatSayTheTime_areBothReadOn() throws IOException {
    rig.append("a.log", DATED).append("b.log", DATED + lines("b", 1)).start().elapse(5_000);
    rig.append("a.log", lines("a", 2)).append("b.log", lines("b2", 2)).elapse(10_000);

    assertThat(rig.bodies()).contains("a line 1", "b line 0", "b2 line 1").hasSizeBetween(7, 9);
  }

  /** A quiet log: what was delivered of it is too short to prove anything but by its times. */
  @ParameterizedTest
  @ValueSource(strings = {"", "stop", "crash"})
  void copyOfATruncatedLogOfTwoLinesThatSayTheTime_goesOnAfterThem(String end) throws IOException {
    rig.append("a.log", DATED).start().elapse(5_000);
    if (end.equals("stop")) {
      rig.stop();
    } else if (end.equals("crash")) {
      rig.crash();
    }
    append("a.log.1", (DATED + lines("c", 100)).getBytes(StandardCharsets.ISO_8859_1));
    rig.truncate("a.log").append("a.log", lines("d", 3));
    if (!end.isEmpty()) {
      rig.start();
    }
    rig.elapse(10_000);

    assertThat(rig.bodies()).hasSize(2 + 100 + 3).doesNotHaveDuplicates();
  }

  @Test
  void lastLinesOfATruncatedLog_areSavedForAMinute() throws IOException {
    rig.append("a.log", lines("a", 200)).start().elapse(1_500);
    rig.truncate("a.log").append("a.log", lines("b", 3)).elapse(1_500);
    assertThat(rig.positionFile).content().contains("\"overwritten\":true,\"lines\":");
    for (int i = 0; i < 7; i++) {
      rig.elapse(10_000);
    }
    rig.append("a.log", lines("c", 3)).elapse(1_500);
    assertThat(rig.positionFile).content().contains("overwritten").doesNotContain("lines");
  }

  /** Much was read at once, since the agent was slow. */
  @ParameterizedTest
  @ValueSource(ints = {1_500, 2_600, 4_900})
  void copyThatEndsWithinALargeRead_isNotReadAgain(int count) throws IOException {
    String wide = "b".repeat(100);
    rig.append("a.log", lines("a", 5_000)).start().settle();
    String before = lines(wide, count);
    String after = lines("c" + wide, 100);
    rig.append("a.log", before + after + lines("d", 900)).settle();
    rig.truncate("a.log").settle();
    append("a.log.1", (lines("a", 5_000) + before).getBytes(StandardCharsets.ISO_8859_1));
    rig.settle();

    assertThat(delivered()).isEqualTo(lines("a", 5_000) + before + after + lines("d", 900));
  }

  /** More was written since than anybody remembers to the line. */
  @Test
  void copyShorterByMoreThanIsRemembered_repeatsWhatIsNotProvedAndSaysSo() throws IOException {
    rig.append("a.log", lines("a", 5_000)).start().settle();
    rig.append("a.log", lines("b", 2_500)).settle();
    rig.truncate("a.log").append("a.log", lines("d", 3)).settle();
    append("a.log.1", (lines("a", 5_000) + lines("b", 300)).getBytes(StandardCharsets.ISO_8859_1));
    rig.settle();

    assertThat(rig.bodies()).contains("b line 299", "d line 2").hasSizeBetween(7_503, 7_803);
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  @Test
  void shortFileThatBeginsLikeALongerOneThatIsGone_isRead() throws IOException {
    rig.append("a.log", lines("banner", 200) + lines("a", 100)).start().settle();
    Files.delete(rig.file("a.log"));
    rig.settle().append("b.log", lines("banner", 200) + lines("b", 5)).settle();

    assertThat(delivered())
        .isEqualTo(lines("banner", 200) + lines("a", 100) + lines("banner", 200) + lines("b", 5));
  }

  @Test
  void copyOfAFileThatIsStillThere_isNotReadAgain() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle();
    Files.copy(rig.file("a.log"), rig.file("a.log.bak"));
    rig.settle().append("a.log", lines("b", 10)).settle();

    assertThat(delivered()).isEqualTo(lines("a", 200) + lines("b", 10));
  }

  /** The agent's user may not read it any more; the superuser may read everything. */
  @Test
  void copyOfAFileThatMayNotBeReadAnyMore_isNotHeldUpByThat() throws IOException {
    assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
    rig.append("a.log", lines("a", 200)).start().settle();
    rig.elapse(200_000);
    Files.setPosixFilePermissions(rig.file("a.log"), Set.of());
    rig.append("b.log", lines("a", 200) + lines("b", 5)).settle();

    assertThat(delivered()).startsWith(lines("a", 200)).endsWith(lines("b", 5));
  }

  @Test
  void filesThatBeginWithTheSameLine_areFilesOfTheirOwn() throws IOException {
    rig.append("a.log", "header\n").append("b.log", "header\n").start().settle();
    rig.append("a.log", "1\n").append("b.log", "2\n").settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("header", "header", "1", "2");
  }

  @Test
  void inodeReusedAfterADeletionThatWasSeen_isNoLoss() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    Files.delete(rig.file("a.log"));
    rig.elapse(200_000).append("a.log", "two\n").settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }
}
