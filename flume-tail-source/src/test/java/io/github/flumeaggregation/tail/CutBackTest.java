package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log of which a part was cut off, or that was rewritten. */
class CutBackTest extends Lives {
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
}
