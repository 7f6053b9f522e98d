package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk of how far files are delivered, and what a start makes of it. */
class SavedPositionsTest {
  @TempDir Path directory;

  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory);
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
    rig.elapse(200_000).quietDays(8).append("b.log", "b\n").elapse(3_000).stop();

    assertThat(Files.readString(rig.positionFile)).contains("b.log").doesNotContain("a.log");
  }
}
