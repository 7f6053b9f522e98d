package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that begin anew: truncated, replaced, opened in place. */
class TruncatedFilesTest {
  @TempDir Path directory;

  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory);
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
