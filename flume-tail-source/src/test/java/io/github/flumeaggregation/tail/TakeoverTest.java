package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.tail.file.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator brings along from TAILDIR. */
class TakeoverTest {
  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory);
    rig.positionFile = directory.resolve("taildir.json");
  }

  private String entry(String name, long position) throws IOException {
    long inode = FileStat.of(rig.file(name)).key().inode();
    return "{\"inode\":" + inode + ",\"pos\":" + position + ",\"file\":\"" + rig.file(name) + "\"}";
  }

  private void taildirWrote(String... entries) throws IOException {
    Files.writeString(rig.positionFile, "[" + String.join(",", entries) + "]");
  }

  @Test
  void positionsOfTaildir_areCarriedOverOnce() throws IOException {
    rig.append("a.log", "one\ntwo\n").append("b.log", "b\n").append("c.log", "");
    taildirWrote(entry("a.log", 4), entry("b.log", 2), entry("c.log", 0));
    rig.start().settle().stop();
    assertThat(rig.bodies()).containsExactly("two");
    assertThat(Files.readString(rig.positionFile)).contains("\"version\": 1");
    assertThat(Files.readString(directory.resolve("taildir.json.taildir"))).startsWith("[");

    rig.append("a.log", "three\n").start().settle();
    assertThat(rig.bodies()).containsExactly("two", "three");
  }

  @Test
  void fileThatTaildirKnewByAnotherName_isFoundByItsInode() throws IOException {
    rig.append("a.log", "one\ntwo\n");
    taildirWrote(entry("a.log", 4));
    rig.move("a.log", "renamed.log").start().settle();

    assertThat(rig.bodies()).containsExactly("two");
  }

  @Test
  void fileShorterThanTaildirsPosition_isReadFromItsBeginning() throws IOException {
    rig.append("a.log", "new\n");
    taildirWrote(entry("a.log", 4_000));
    rig.start().settle();

    assertThat(rig.bodies()).containsExactly("new");
  }

  @Test
  void positionsInTaildirsOwnPlace_areUsedWhileThereAreNoneOfOurs() throws IOException {
    rig.append("a.log", "one\ntwo\n");
    taildirWrote(entry("a.log", 4));
    rig.taildirPositionFile = rig.positionFile;
    rig.positionFile = directory.resolve("ours.json");
    rig.start().settle().stop().append("a.log", "three\n").start().settle();

    assertThat(rig.bodies()).containsExactly("two", "three");
  }

  @Test
  void damagedTaildirFile_isAnErrorThatNamesItAndTheRemedy() throws IOException {
    Files.writeString(rig.positionFile, "[{\"inode\":1,\"po");

    assertThatThrownBy(rig::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("taildir.json of TAILDIR is damaged")
        .hasMessageContaining("move it away");
  }
}
