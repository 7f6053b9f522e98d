package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who a file is, where its name, its inode or its beginning says something else.
 *
 * <p>An inode that is reused: the kernel gives a deleted file's inode to another one only when
 * nobody holds it open. So while the source is stopped, writing other content into a file under
 * another name is the same thing, and no matter of luck.
 */
class IdentityTest {
  private static final String BANNER = lines("banner of a service, the same in each life", 30);

  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory).paths("*.log*").with("idleTimeout", "5s");
  }

  @AfterEach
  void underOnePosition_areNeverTwoDifferentLines() {
    Map<String, String> byPosition = new HashMap<>();
    List<String> bodies = rig.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      Map<String, String> headers = rig.headers(i);
      String position =
          headers.get(PositionHeaders.FILE) + "@" + headers.get(PositionHeaders.OFFSET);
      String body = bodies.get(i);
      assertThat(byPosition.getOrDefault(position, body)).as(position).isEqualTo(body);
      byPosition.put(position, body);
    }
  }

  static String lines(String name, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(name).append(" line ").append(i).append('\n');
    }
    return text.toString();
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  private void write(String name, String text) throws IOException {
    Files.write(rig.file(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Every line of the texts was delivered, as often as it occurs in them. */
  private void assertDelivered(String... texts) {
    List<String> expected = new ArrayList<>(List.of(String.join("", texts).split("\n")));
    assertThat(rig.bodies()).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The log in the old name's inode is another one now; the old one is compressed. */
  private void gzipInto(String text, String reused, String name) throws IOException {
    Files.write(rig.file(reused), gzip(text));
    rig.move(reused, name);
  }

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

  // Inodes that are reused

  @Test
  void copyInTheInodeOfALogThatOnlyBeganAlike_isNotReadAgain() throws IOException {
    rig.append("a.log", BANNER + lines("a", 50)).append("b.log", BANNER).start();
    rig.settle().elapse(5_000).stop();
    write("b.log", BANNER + lines("a", 50));
    rig.start().settle().elapse(20_000);

    assertDelivered(BANNER, lines("a", 50));
    assertThat(rig.stats.doubtfulIdentities.get()).isPositive();
  }

  @Test
  void twoLogsGzippedWhileStopped_secondInTheFirstsInode_areNotReadAgain() throws IOException {
    String a = lines("a", 500);
    String b = lines("b", 500);
    rig.append("a.log", a).append("b.log", b).start().settle().stop();
    Files.write(rig.file("a.log.1.gz"), gzip(a));
    gzipInto(b, "a.log", "b.log.1.gz");
    Files.delete(rig.file("b.log"));
    rig.start().settle().elapse(20_000).stop().start().settle();

    assertDelivered(a, b);
  }

  @Test
  void copytruncatedAndGzippedWhileStopped_intoReusedInodes_isNotReadAgain() throws IOException {
    String first = lines("first", 300);
    String second = lines("second", 300);
    String third = lines("third", 300);
    rig.append("a.log", first).start().settle();
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    write("a.log", second);
    rig.settle().stop();
    Files.copy(rig.file("a.log"), rig.file("copy"));
    write("a.log", third);
    Files.write(rig.file("a.log.2.gz"), gzip(first));
    gzipInto(second, "a.log.1", "a.log.1.gz");
    Files.delete(rig.file("copy"));
    rig.start().settle().elapse(20_000);

    assertDelivered(first, second, third);
  }

  @Test
  void inodeOfAnUnreadLogReusedByAnother_isReadFromItsCopy() throws IOException {
    String a = lines("a", 200);
    rig.append("a.log", a).start().settle().append("a.log", "");
    rig.stop().append("a.log", lines("tail", 50));
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    Files.write(rig.file("a.log"), lines("other", 300).getBytes(StandardCharsets.ISO_8859_1));
    rig.move("a.log", "c.log").start().settle().elapse(10_000);

    assertDelivered(a, lines("tail", 50), lines("other", 300));
  }

  // Truncation in part

  @Test
  void fewLinesCutOff_theRestIsNotReadAgainAndNewOnesAreDelivered() throws IOException {
    String stays = longLife();
    rig.append("a.log", lines("cut", 5)).settle();
    write("a.log", stays);
    rig.settle().append("a.log", lines("new", 5)).settle();

    assertDelivered(stays, lines("cut", 5), lines("new", 5));
  }

  @Test
  void fewLinesOfALargeReadCutOff_nothingIsReadAgain() throws IOException {
    String stays = lines("a", 20_000);
    rig.append("a.log", stays + lines("cut", 3)).start().settle().elapse(12_000);
    write("a.log", stays + lines("new", 1));
    rig.settle().append("a.log", lines("newer", 5)).settle();

    assertDelivered(stays, lines("cut", 3), lines("new", 1), lines("newer", 5));
  }

  @Test
  void whileStopped_fewLinesCutOff_nothingIsReadAgain() throws IOException {
    String stays = longLife();
    rig.append("a.log", lines("cut", 2)).settle().stop();
    write("a.log", stays + lines("new", 9));
    rig.start().settle();

    assertDelivered(stays, lines("cut", 2), lines("new", 9));
  }

  @Test
  void lastLineRewritten_isDeliveredWholeEachTime() throws IOException {
    String stays = longLife();
    StringBuilder rewritten = new StringBuilder();
    for (int i = 0; i < 15; i++) {
      String last = "progress " + "#".repeat(5 + i % 4) + i + "\n";
      rewritten.append(last);
      write("a.log", stays + last);
      rig.settle();
    }

    assertDelivered(stays, rewritten.toString());
  }

  @Test
  void cutFarBackInALongLife_isNotReadAgain() throws IOException {
    String stays = longLife();
    rig.append("a.log", lines("cut", 2_000)).settle();
    write("a.log", stays);
    rig.settle().append("a.log", lines("new", 5)).settle();

    assertDelivered(stays, lines("cut", 2_000), lines("new", 5));
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  @Test
  void cutSoonAfterItsStart_toWhereItHadPaused_isNotReadAgain() throws IOException {
    String stays = lines("a", 80) + lines("b", 3);
    rig.append("a.log", lines("a", 80)).start().settle();
    rig.append("a.log", lines("b", 3)).elapse(500).append("a.log", lines("cut", 5)).elapse(500);
    write("a.log", stays);
    rig.elapse(500).append("a.log", lines("new", 5)).settle();

    assertDelivered(stays, lines("cut", 5), lines("new", 5));
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  /** A program that starts again has other times in its first lines. */
  @Test
  void cutSoonAfterItsStart_linesHaveTimes_isNotReadAgain() throws IOException {
    String stays = lines("[25/Nov/2026:10:05:00 +0000] a", 50);
    rig.append("a.log", stays).start().elapse(1_000);
    rig.append("a.log", lines("cut", 5)).elapse(1_000);
    write("a.log", stays);
    rig.elapse(1_000).append("a.log", lines("new", 5)).settle();

    assertDelivered(stays, lines("cut", 5), lines("new", 5));
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  @Test
  void bannerWithTheTimeOfABuild_isReadInEachLife() throws IOException {
    String banner = BANNER + "built at 10:05:00\n";
    rig.append("a.log", banner).start().elapse(1_000);
    rig.append("a.log", lines("a", 5)).elapse(1_000);
    write("a.log", banner);
    rig.elapse(1_000).append("a.log", lines("b", 5)).settle();

    assertDelivered(banner, lines("a", 5), banner, lines("b", 5));
  }

  /** Nothing tells whether it was cut back or began anew with the same lines. */
  @Test
  void cutBackToItsBeginning_isReadAgainAndCounted() throws IOException {
    rig.append("a.log", lines("a", 300)).start().settle();
    write("a.log", lines("a", 200));
    rig.settle().append("a.log", lines("new", 5)).settle();

    assertDelivered(lines("a", 300), lines("a", 200), lines("new", 5));
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  /** A log that has grown for longer than any program needs to write its first lines. */
  private String longLife() throws IOException {
    StringBuilder text = new StringBuilder();
    rig.start();
    for (int i = 0; i < 20; i++) {
      String more = lines("burst " + i, 8);
      text.append(more);
      rig.append("a.log", more).elapse(2_000);
    }
    return text.toString();
  }

  @Test
  void replacedByTemporaryFileAndRename_newLinesAreThereWithinASecond() throws IOException {
    rig.paths("*.log").with("idleTimeout", "2m");
    String text = lines("a", 80);
    rig.append("a.log", text).start().settle();
    for (int i = 0; i < 5; i++) {
      text += lines("b" + i, 20);
      write("tmp", text);
      Files.move(rig.file("tmp"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
      rig.elapse(1_000);
      assertDelivered(text);
    }
  }

  // As many bytes

  @Test
  void rewrittenWithAsManyBytesAfterIdleClose_isRead() throws IOException {
    rig.append("a.log", lines("a", 9)).start().settle().elapse(20_000);
    for (String life : List.of("b", "c", "d")) {
      Files.delete(rig.file("a.log"));
      write("a.log", lines(life, 9));
      rig.elapse(20_000);
      write("a.log", lines(life + life, 9).replace("line", "lin"));
      rig.elapse(20_000);
    }

    List<String> expected = new ArrayList<>(List.of(lines("a", 9)));
    for (String life : List.of("b", "c", "d")) {
      expected.add(lines(life, 9));
      expected.add(lines(life + life, 9).replace("line", "lin"));
    }
    assertDelivered(expected.toArray(new String[0]));
  }

  @Test
  void rewrittenWithAsManyBytesAndTheSameEnd_isReadAnew() throws IOException {
    String end = "y".repeat(600) + "\n";
    rig.append("a.log", lines("a", 200) + end).start().settle();
    write("a.log", lines("b", 200) + end + "more\n");
    rig.settle();

    assertDelivered(lines("a", 200), end, lines("b", 200), end, "more\n");
  }

  // Copies

  @Tag("search")
  @Test
  void manyFilesWithOneFirstKilobyte_areReadAtOnce() throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      all.add(BANNER + "own line of " + i + "\nand another of " + i + "\n");
      write("f" + i + ".log", all.get(i));
    }
    rig.start().elapse(3_000);

    assertDelivered(all.toArray(new String[0]));
  }

  @Test
  void backupCopy_isNotReadWhenTheOriginalHasGone() throws IOException {
    String first = lines("a", 200);
    rig.append("a.log", first).start().settle();
    Files.copy(rig.file("a.log"), rig.file("a.log.bak"));
    rig.elapse(4_000).append("a.log", lines("b", 400)).settle();
    rig.move("a.log", "a.log.1").append("a.log", lines("c", 20)).settle();
    Files.delete(rig.file("a.log.1"));
    rig.elapse(20_000).stop().start().elapse(20_000);

    assertDelivered(first, lines("b", 400), lines("c", 20));
  }

  @Test
  void copyOfAnUnreadPart_isReadWhenTheOriginalIsTruncated() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle();
    rig.channelFull = true;
    rig.append("a.log", lines("b", 3_000)).elapse(2_000);
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    rig.elapse(5_000).truncate("a.log").append("a.log", lines("c", 3)).elapse(5_000);
    rig.channelFull = false;
    rig.elapse(10_000);

    assertDelivered(lines("a", 200), lines("b", 3_000), lines("c", 3));
  }

  @Test
  void newLogWithTheBannerOfAnArchive_isRead() throws IOException {
    String archived = BANNER + lines("archived", 500);
    Files.write(rig.file("b.log.1.gz"), gzip(archived));
    rig.start().settle().append("a.log", BANNER + lines("a", 3)).settle();

    assertDelivered(archived, BANNER, lines("a", 3));
  }

  @Test
  void copyThatGrowsByItself_goesOnWithItsOwnLinesOnly() throws IOException {
    String stays = longLife();
    write("a.log.bak", stays + lines("own", 3));
    rig.elapse(5_000).append("a.log", lines("new", 3)).settle();

    assertDelivered(stays, lines("own", 3), lines("new", 3));
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  @Test
  void copyOfACopyThatGrowsByItself_goesOnWithItsOwnLinesOnly() throws IOException {
    String stays = longLife();
    write("a.log.1", stays);
    rig.elapse(5_000).append("a.log", lines("new", 3)).settle().stop();
    write("a.log.2", stays + lines("own", 3));
    rig.start().elapse(5_000);

    assertDelivered(stays, lines("new", 3), lines("own", 3));
  }

  /** The banner in that inode was a copy, too; the last line of both has no end yet. */
  @Test
  void copyInAFreedInodeOfALogThatBeganAlike_waitsForTheLog() throws IOException {
    String text = BANNER + lines("a", 100) + "half a line";
    rig.append("a.log", text).start().settle().append("b.log", BANNER).elapse(5_000);
    rig.move("b.log", "gone").elapse(10_000);
    write("gone", text);
    rig.move("gone", "a.log.1").elapse(5_000).append("a.log", "\n").settle().elapse(5_000);

    assertDelivered(text);
  }

  @Test
  void copyOfALogOfWhichOnlyTheFirstLineIsKnown_isNotReadAgain() throws IOException {
    rig.channelFull = true;
    rig.append("a.log", lines("a", 1)).start().elapse(3_000).append("a.log", lines("b", 200));
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    rig.stop();
    rig.channelFull = false;
    rig.start().elapse(10_000);

    assertDelivered(lines("a", 1), lines("b", 200));
  }

  @Test
  void whileStopped_replacedBesideACopyOfWhatItHeld_theFileInItsPlaceGoesOn() throws IOException {
    String text = lines("a", 200);
    rig.append("b.log", text).start().settle().stop();
    write("a.log.old", text);
    write("tmp", text + lines("new", 3));
    Files.move(rig.file("tmp"), rig.file("b.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.start().elapse(30_000);

    assertDelivered(text, lines("new", 3));
  }

  /** Both its copies hold what was not delivered of it, and no pattern leads to the one there. */
  @Test
  void whileStopped_patternMovedToACopy_itIsReadToItsEnd() throws IOException {
    rig.append("b.log", lines("a", 200)).start().settle().stop().paths("copies/*.log");
    rig.append("copies/b.log", lines("a", 200) + lines("tail", 10));
    write("tmp", lines("a", 200) + lines("tail", 10));
    Files.move(rig.file("tmp"), rig.file("b.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.start().elapse(60_000);

    assertDelivered(lines("a", 200), lines("tail", 10));
  }

  @Test
  void shortLogThatEqualsAnother_isReadAndCountedAsADoubt() throws IOException {
    rig.append("a.log", lines("a", 3)).append("b.log", lines("a", 3)).start().settle();

    assertDelivered(lines("a", 3), lines("a", 3));
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  @Test
  void whileStopped_shortLogPutBackWithMoreLines_isReadAgainAndCountedAsADoubt()
      throws IOException {
    rig.append("a.log", lines("a", 3)).start().settle().stop();
    write("tmp", lines("a", 3) + lines("b", 5));
    Files.move(rig.file("tmp"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.start().elapse(20_000);

    assertDelivered(lines("a", 3), lines("a", 3), lines("b", 5));
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  /** In an inode of which a banner was delivered lies now the copy of another log. */
  @Test
  void copyInTheInodeOfALogThatBeganAlike_isNotReadAgain() throws IOException {
    String text = BANNER + lines("a", 100);
    rig.append("b.log", BANNER).start().settle().append("a.log", text).elapse(30_000);
    write("b.log", text);
    rig.move("b.log", "a.log.1");
    write("a.log", lines("c", 5));
    rig.elapse(5_000);

    assertDelivered(text, BANNER, lines("c", 5));
    assertThat(rig.stats.doubtfulIdentities.get()).isPositive();
  }

  // The clock, and long stops

  @Test
  void clockSetBackByWeeks_copyOfATruncatedLogIsStillKnown() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().setClock(-16).append("b.log", "b\n");
    rig.settle();
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    write("a.log", lines("c", 5));
    rig.settle().elapse(5_000);

    assertDelivered(lines("a", 200), "b\n", lines("c", 5));
  }

  @Test
  void stoppedForWeeks_renamedLogIsStillKnown() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().stop().setClock(24);
    rig.move("a.log", "a.log.1").start().stop().start().settle();

    assertDelivered(lines("a", 200));
  }

  @Test
  void stoppedForWeeks_replacedLogIsStillKnown() throws IOException {
    rig.with("maxOpenFiles", 1).append("a.log", lines("a", 200)).start().settle().stop();
    rig.setClock(24).append("b.log", lines("b", 200)).append("c.log", lines("c", 200));
    write("tmp", lines("a", 200) + lines("new", 3));
    Files.move(rig.file("tmp"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.start().elapse(20_000);

    assertDelivered(lines("a", 200), lines("b", 200), lines("c", 200), lines("new", 3));
  }

  // Over a stop

  @Test
  void whileStopped_rotatedBehindALink_isReadToItsEnd() throws IOException {
    rig.paths("containers/*.log").append("pods/x/0.log", lines("a", 30));
    Files.createDirectories(rig.file("containers"));
    Files.createSymbolicLink(rig.file("containers/x.log"), rig.file("pods/x/0.log"));
    rig.start().settle().stop().append("pods/x/0.log", lines("tail", 10));
    rig.move("pods/x/0.log", "pods/x/0.log.1").append("pods/x/0.log", lines("b", 10));
    rig.start().settle();

    assertDelivered(lines("a", 30), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_linkRetargeted_oldTargetIsReadToItsEnd() throws IOException {
    rig.paths("current").append("old/24", lines("a", 30));
    Files.createSymbolicLink(rig.file("current"), rig.file("old/24"));
    rig.start().settle().stop().append("old/24", lines("tail", 10));
    Files.delete(rig.file("current"));
    rig.append("25", lines("b", 10));
    Files.createSymbolicLink(rig.file("current"), rig.file("25"));
    rig.start().settle();

    assertDelivered(lines("a", 30), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_movedToASiblingFolder_isReadToItsEnd() throws IOException {
    rig.paths("a.log").append("a.log", lines("a", 30)).start().settle().stop();
    rig.append("a.log", lines("tail", 10));
    Files.createDirectories(rig.file("old"));
    rig.move("a.log", "old/a.log-20261125").append("a.log", lines("b", 10)).start().settle();

    assertDelivered(lines("a", 30), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_rotatedAndGzippedOutOfThePattern_isReadToItsEnd() throws IOException {
    rig.paths("a.log").append("a.log", lines("a", 80)).start().settle().stop();
    Files.write(rig.file("a.log.1.gz"), gzip(lines("a", 80) + lines("tail", 10)));
    write("a.log", lines("b", 10));
    rig.start().elapse(20_000);

    assertDelivered(lines("a", 80), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_deleted_isCountedAsAPossibleLossOnce() throws IOException {
    rig.append("a.log", lines("a", 30)).append("b.log", "b\n").start().settle().stop();
    Files.delete(rig.file("a.log"));
    rig.start().elapse(30_000);
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);

    rig.stop().start().elapse(30_000);
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  @Test
  void whileStopped_replacedByItsCopy_isNoLoss() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().stop();
    write("tmp", lines("a", 200) + lines("new", 3));
    Files.move(rig.file("tmp"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.start().elapse(60_000);

    assertDelivered(lines("a", 200), lines("new", 3));
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  /** Copytruncate, delayed compression, and a kill after each step. */
  @Test
  void killedAfterEachStepOfCopytruncate_everyLineIsDeliveredUnderOnePosition() throws IOException {
    StringBuilder all = new StringBuilder();
    rig.start();
    for (int round = 1; round <= 8; round++) {
      for (int i = 0; i < 3; i++) {
        String more = lines("round " + round + "." + i, 60);
        all.append(more);
        rig.append("a.log", more).elapse(400L * i);
        restart();
      }
      Files.copy(rig.file("a.log"), rig.file("a.log." + round));
      restart();
      write("a.log", "");
      restart();
      if (round > 1) {
        String older = "a.log." + (round - 1);
        Files.write(rig.file(older + ".gz"), gzip(Files.readString(rig.file(older))));
        restart();
        Files.delete(rig.file(older));
        restart();
      }
    }
    rig.elapse(30_000);

    Map<String, String> positions = new HashMap<>();
    List<String> bodies = rig.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      Map<String, String> headers = rig.headers(i);
      String at = headers.get(PositionHeaders.FILE) + "@" + headers.get(PositionHeaders.OFFSET);
      assertThat(positions.merge(bodies.get(i), at, (a, b) -> a)).isEqualTo(at);
    }
    assertThat(positions.keySet()).containsExactlyInAnyOrder(all.toString().split("\n"));
  }

  private void restart() throws IOException {
    rig.elapse(500).crash().start().elapse(300);
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
