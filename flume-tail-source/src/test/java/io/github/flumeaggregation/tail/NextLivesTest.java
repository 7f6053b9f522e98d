package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log's next life that begins as the last one did, also after a kill. */
class NextLivesTest extends Lives {
  // A next life with the same beginning

  @Test
  void truncatedLogThatBeginsWithTheSameBanner_isReadWhole() throws IOException {
    rig.append("a.log", BANNER + lines("a", 10)).start().settle();
    write("a.log", BANNER);
    rig.settle().append("a.log", lines("b", 10)).settle();

    assertDelivered(BANNER, lines("a", 10), BANNER, lines("b", 10));
  }

  @Test
  void deletedLogThatBeginsWithTheSameBanner_isReadWhole() throws IOException {
    for (int life = 0; life < 5; life++) {
      rig.append("a.log", BANNER);
      if (life == 0) {
        rig.start();
      }
      rig.settle().append("a.log", lines("life" + life, 3 + life)).elapse(8_000);
      Files.delete(rig.file("a.log"));
      rig.elapse(3_000);
    }

    List<String> expected = new ArrayList<>();
    for (int life = 0; life < 5; life++) {
      expected.add(BANNER + lines("life" + life, 3 + life));
    }
    assertDelivered(expected.toArray(new String[0]));
  }

  @Test
  void rotatedLogWhoseNextLifeIsTheBannerOnly_isReadWhole() throws IOException {
    rig.append("a.log", BANNER + lines("a", 10)).start().settle();
    rig.move("a.log", "a.log.1").append("a.log", BANNER).elapse(5_000);

    assertDelivered(BANNER, lines("a", 10), BANNER);
  }

  @Test
  void copytruncatedLogThatBeginsWithTheSameBanner_isReadWhole() throws IOException {
    rig.append("a.log", BANNER + lines("a", 10)).start().settle();
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    write("a.log", BANNER);
    rig.settle().append("a.log", lines("b", 20)).settle().elapse(10_000);

    assertDelivered(BANNER, lines("a", 10), BANNER, lines("b", 20));
  }

  @Test
  void whileStopped_truncatedLogThatBeginsWithTheSameBanner_isReadWhole() throws IOException {
    rig.append("a.log", BANNER + lines("a", 10)).start().settle().stop();
    write("a.log", BANNER + lines("b", 5));
    rig.start().settle().append("a.log", lines("c", 20)).settle();

    assertDelivered(BANNER, lines("a", 10), BANNER, lines("b", 5), lines("c", 20));
  }

  @Test
  void twoLogsWithTheSameBanner_areBothRead() throws IOException {
    rig.append("a.log", BANNER + lines("a", 50)).start().settle();
    rig.append("b.log", BANNER + lines("b", 3)).settle();

    assertDelivered(BANNER, lines("a", 50), BANNER, lines("b", 3));
  }

  @Test
  void newLogThatBeginsLikeADeletedOne_afterAKillBeforeItsPositionIsSaved_isStillItself()
      throws IOException {
    rig.with("writePosInterval", "8s").append("a.log", BANNER + "half a line").start();
    rig.elapse(9_000);
    Files.delete(rig.file("a.log"));
    rig.append("b.log", BANNER + lines("b", 10)).elapse(6_000);
    assertDelivered(BANNER, BANNER, lines("b", 10), "half a line\n");
    List<String> files = new ArrayList<>(new LinkedHashSet<>(rig.files()));
    rig.append("b.log", lines("c", 10)).elapse(500);
    String delivered = String.join("\n", rig.bodies()) + "\n";
    assertThat(delivered).contains(lines("c", 10));
    rig.crash().start().settle();

    assertDelivered(delivered, lines("c", 10));
    assertThat(rig.files().get(rig.files().size() - 1)).isEqualTo(files.get(1));
  }

  @Test
  void deletedLogWithALastLineWithoutEnd_nextLifeBeginsAlike_isReadToItsEnd() throws IOException {
    rig.append("a.log", BANNER + "half a line").start().settle();
    Files.delete(rig.file("a.log"));
    rig.elapse(2_000).append("b.log", BANNER + lines("b", 10)).settle().elapse(20_000);

    assertDelivered(BANNER, "half a line\n", BANNER, lines("b", 10));
  }

  @Test
  void deletedLogWithALastLineWithoutEnd_archiveBeginsAlike_isReadToItsEnd() throws IOException {
    rig.append("a.log", BANNER + "half a line").start().settle();
    Files.delete(rig.file("a.log"));
    rig.elapse(2_000);
    Files.write(rig.file("b.log.gz"), gzip(BANNER + lines("b", 10)));
    rig.settle().elapse(20_000);

    assertDelivered(BANNER, "half a line\n", BANNER, lines("b", 10));
  }

  @Test
  void moreArchivesThanMayBeOpen_lastLinesWithoutEnd_areDelivered() throws IOException {
    rig.with("maxOpenFiles", 2);
    for (String name : List.of("a", "b", "c", "d")) {
      Files.write(rig.file(name + ".log.gz"), gzip(name + "\nlast of " + name));
    }
    rig.start().settle().elapse(20_000);

    assertDelivered("a\nb\nc\nd\nlast of a\nlast of b\nlast of c\nlast of d");
  }

  @Test
  void copytruncatedBeforeAnythingWasReadOfIt_nextLifeBeginsAlike_bothAreRead() throws IOException {
    rig.with("batchSize", 1).channelFull = true;
    rig.append("a.log", lines("old", 10)).append("b.log", BANNER + lines("b", 50));
    Files.setLastModifiedTime(rig.file("a.log"), FileTime.fromMillis(0));
    rig.start().elapse(2_000);
    Files.copy(rig.file("b.log"), rig.file("b.log.1"));
    write("b.log", BANNER + lines("c", 3));
    rig.channelFull = false;
    rig.settle().elapse(20_000);

    assertDelivered(lines("old", 10), BANNER, lines("b", 50), BANNER, lines("c", 3));
  }

  @Test
  void rewrittenAndDeletedWhileTheChannelIsFull_bothLivesAreRead() throws IOException {
    rig.channelFull = true;
    rig.append("a.log", BANNER + lines("a", 2)).start().elapse(2_000);
    write("a.log", BANNER + lines("b", 1));
    rig.elapse(2_000);
    Files.delete(rig.file("a.log"));
    rig.elapse(2_000).channelFull = false;
    rig.settle().elapse(20_000);

    assertDelivered(BANNER, lines("a", 2), BANNER, lines("b", 1));
  }

  @Test
  void replacedAndCopiedWhileTheChannelIsFull_whatIsReadTwiceIsCounted() throws IOException {
    rig.with("batchSize", 1).channelFull = true;
    rig.append("a.log", lines("a", 60)).start().elapse(2_000);
    rig.append("new", lines("a", 60) + "one more\n");
    Files.move(rig.file("new"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    rig.channelFull = false;
    rig.settle().elapse(20_000);

    assertThat(new HashSet<>(rig.bodies())).hasSize(61);
    long again = rig.bodies().size() - 61L;
    assertThat(again == 0 || rig.stats.doubtfulIdentities.get() > 0).as("%d again", again).isTrue();
  }

  @Test
  void compressedWhileItsWriterWentOn_isNotReadAgain() throws IOException {
    String text = lines("b", 5_000);
    rig.with("idleTimeout", "2m").append("a.log", lines("a", 100)).start().settle().elapse(20_000);
    rig.append("a.log", text).settle().move("a.log", "a.log.1").settle();
    String compressed = lines("a", 100) + text.substring(0, text.indexOf("b line 3333"));
    Files.write(rig.file("a.log.1.gz"), gzip(compressed));
    Files.delete(rig.file("a.log.1"));
    rig.settle().elapse(20_000);

    assertDelivered(lines("a", 100), text);
    assertThat(rig.stats.doubtfulIdentities.get()).isPositive();
  }

  @Test
  void archiveKnownBefore_isNotDecompressedAgainAfterARestart() throws IOException {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    while (text.length() < 200_000) {
      text.append(Long.toHexString(random.nextLong())).append('\n');
    }
    byte[] archive = gzip(text.toString());
    Files.write(rig.file("a.log.gz"), archive);
    rig.start().settle().elapse(5_000).stop();
    int lines = rig.channel.size();
    Arrays.fill(archive, archive.length / 2, archive.length / 2 + 1_000, (byte) 0x55);
    Files.write(rig.file("a.log.gz"), archive);
    rig.start().settle().elapse(20_000);

    assertThat(rig.channel).hasSize(lines).hasSizeGreaterThan(1_000);
    assertThat(rig.stats.readErrors.get()).isZero();
  }

  // Kills

  @Test
  void killedAfterTheFirstLineBehindTheBanner_anotherLogWithTheBannerIsAnotherLog()
      throws IOException {
    rig.with("writePosInterval", "1m");
    rig.append("a.log", BANNER).start().settle().elapse(5_000);
    rig.append("a.log", "of the first\n").settle().crash();
    Files.delete(rig.file("a.log"));
    rig.append("b.log", BANNER + "of the second\n").start().settle().elapse(20_000);

    assertDelivered(BANNER, "of the first\n", BANNER, "of the second\n");
    assertThat(rig.files().stream().distinct()).hasSize(2);
  }

  /** The line comes while evidence of the banner is being saved, say. */
  @ParameterizedTest
  @CsvSource({"0, lines", "1, lines", "2, lines", "3, lines", "4, lines", "5, lines", "6, lines"})
  @CsvSource({"1, records", "2, records", "3, records", "4, records", "5, records", "6, records"})
  void killedAfterALineThatCameSoonAfterTheBanner_anotherLogWithTheBannerIsAnotherLog(
      int passes, String what) throws IOException {
    rig.with("writePosInterval", "1m");
    if (what.equals("records")) {
      rig.with("multiline.start", "\\S");
    }
    rig.append("a.log", BANNER).start();
    for (int i = 0; i < passes; i++) {
      long unused = rig.pass();
    }
    rig.append("a.log", "of the first\n").elapse(3_000).crash();
    Files.delete(rig.file("a.log"));
    rig.append("b.log", BANNER + "of the second\n").start().settle().elapse(20_000);

    assertThat(rig.bodies()).contains("of the first", "of the second");
    assertThat(rig.files().stream().distinct()).hasSize(2);
  }

  /** So its reader paused, and not the program that had written all of the banner. */
  @Test
  void killedAfterTheFirstLineBehindABannerThatWaitedForTheChannel_anotherLogIsAnotherLog()
      throws IOException {
    rig.with("writePosInterval", "1m").with("batchSize", 4);
    rig.roomForEvents = 8;
    rig.append("a.log", BANNER).start().elapse(5_000);
    rig.roomForEvents = Integer.MAX_VALUE;
    rig.elapse(70_000);
    rig.append("a.log", "of the first\n").settle().crash();
    Files.delete(rig.file("a.log"));
    rig.append("b.log", BANNER + "of the second\n").start().settle().elapse(20_000);

    assertThat(rig.bodies()).contains("of the first", "of the second");
    assertThat(rig.files().stream().distinct()).hasSize(2);
  }

  @Test
  void killedAfterTheFirstLineBehindTheBanner_rewrittenInPlaceIsAnotherLog() throws IOException {
    rig.with("writePosInterval", "1m");
    rig.append("a.log", BANNER).start().settle().elapse(5_000);
    rig.append("a.log", "of the first\n").settle().crash();
    write("a.log", BANNER + "of the second\n");
    rig.start().settle().elapse(20_000);

    assertDelivered(BANNER, "of the first\n", BANNER, "of the second\n");
    assertThat(rig.files().stream().distinct()).hasSize(2);
  }

  @Test
  void killedAfterTheLastLineWithoutEndBehindTheBanner_anotherLogInItsPlaceIsAnotherLog()
      throws IOException {
    rig.with("writePosInterval", "1m");
    rig.append("a.log", BANNER + "half").start().settle().elapse(5_000);
    Files.delete(rig.file("a.log"));
    rig.elapse(10_000).crash().append("a.log", BANNER + "of the second\n").start().settle();

    assertDelivered(BANNER, "half\n", BANNER, "of the second\n");
    assertThat(rig.files().stream().distinct()).hasSize(2);
  }

  @Test
  void killedAfterAPartialLineBehindTheBanner_rewrittenInPlaceIsAnotherLog() throws IOException {
    rig.with("writePosInterval", "1m").with("partialLineTimeout", "1s");
    rig.append("a.log", BANNER).start().settle().elapse(5_000);
    rig.append("a.log", "half").settle().crash();
    write("a.log", BANNER + "of the second\n");
    rig.start().settle().elapse(20_000);

    assertDelivered(BANNER, "half\n", BANNER, "of the second\n");
    assertThat(rig.files().stream().distinct()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "truncate"})
  void killedInALongLineBehindTheBanner_rewrittenInPlaceIsAnotherLog(String longLines)
      throws IOException {
    rig.with("writePosInterval", "1m").with("maxLineBytes", "1KiB").with("longLines", longLines);
    rig.append("a.log", BANNER).start().settle().elapse(5_000);
    rig.append("a.log", "x".repeat(1_500) + ("truncate".equals(longLines) ? "\n" : "")).settle();
    rig.crash();
    write("a.log", BANNER + "y".repeat(1_000) + "\n");
    rig.start().settle().elapse(20_000);

    assertThat(rig.bodies()).contains("x".repeat(1_024), "y".repeat(1_000));
    assertThat(rig.files().stream().distinct()).hasSize(2);
  }

  // After a crash

  @Test
  void killedBeforeItsOffsetWasSaved_aCopyOfAShortLifeIsTheSame() throws IOException {
    rig.with("writePosInterval", "1h").append("a.log", lines("a", 1)).start();
    rig.settle().append("a.log", lines("a", 90).substring(lines("a", 1).length())).settle();
    rig.crash();
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    write("a.log", lines("b", 5));
    rig.start().settle().elapse(5_000);

    assertThat(rig.files().stream().distinct()).hasSize(2);
  }
}
