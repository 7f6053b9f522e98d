package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Inodes that are used again, and copies that are there for a time. */
class IdentityTest extends Lives {
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
  void logReplacedBesideTheOldOne_moreThanABeginningIsEqual_goesOnAfterIt() throws IOException {
    String text = longLife();
    rig.elapse(20_000).stop().move("a.log", "a.log.1");
    write("a.log", text + lines("new", 1));
    rig.start().settle().elapse(20_000);

    assertDelivered(text, lines("new", 1));
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

  /** The log that had the inode has begun anew: what it began with tells nothing of the copy. */
  @Test
  void copyInTheInodeOfADeletedLogThatBeganAlikeAndBeginsAgain_isNotReadAgain() throws IOException {
    String text = BANNER + lines("b", 100);
    rig.append("a.log", BANNER).start().settle().append("b.log", text).elapse(30_000);
    Files.createLink(rig.file("inode"), rig.file("a.log"));
    Files.delete(rig.file("a.log"));
    rig.elapse(30_000);
    write("inode", text);
    rig.move("inode", "b.log.1");
    write("b.log", lines("c", 5));
    write("a.log", BANNER + lines("d", 5));
    rig.elapse(30_000);

    assertThat(rig.bodies()).contains("c line 4", "d line 4");
    assertThat(rig.bodies()).filteredOn(line -> line.startsWith("b line ")).hasSize(100);
  }

  /** Nobody has missed yet what lay in that inode before, and the replaced log is still open. */
  @Test
  void whileStopped_aLogGoes_andAnotherIsReplacedInItsInode_theOtherGoesOn() throws IOException {
    String text = BANNER + lines("b", 100);
    rig.append("a.log", BANNER).start().settle().append("b.log", text).elapse(30_000).stop();
    rig.move("a.log", "inode").start().elapse(3_000);
    write("inode", text + lines("c", 5));
    Files.move(rig.file("inode"), rig.file("b.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.elapse(30_000);

    assertDelivered(BANNER, text, lines("c", 5));
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
}
