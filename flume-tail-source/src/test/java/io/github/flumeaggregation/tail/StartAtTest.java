package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where reading begins in files that are there when there is no position file yet. */
class StartAtTest {
  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory).with("startAt", "end");
  }

  @Test
  void end_skipsWhatIsThereAndReadsWhatComes() throws IOException {
    rig.append("a.log", "old\nhalf").start().settle();
    rig.append("a.log", " line\nnext\n").append("b.log", "b\n").settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("half line", "next", "b");
  }

  @Test
  void instant_skipsFilesLastWrittenBefore() throws IOException {
    rig.append("a.log", "a\n").append("b.log", "b\n");
    Files.setLastModifiedTime(rig.file("a.log"), FileTime.fromMillis(1000));
    rig.with("startAt", "2015-05-17T10:05:00Z").start().settle();

    assertThat(rig.bodies()).containsExactly("b");
  }

  @Test
  void end_doesNotApplyToARestart() throws IOException {
    rig.start().settle().stop();
    rig.append("a.log", "one\n").start().settle();

    assertThat(rig.bodies()).containsExactly("one");
  }

  /** More files than may be open: most are identified long after the first look. */
  @Test
  void end_isTheMomentOfTheStart_notTheFilesTurn() throws IOException {
    List<String> added = addWhileOthersHaveTheirTurn();
    rig.settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrderElementsOf(added);
  }

  @Test
  void end_isTheMomentOfTheFirstStart_whenThatIsCutShort() throws IOException {
    List<String> added = addWhileOthersHaveTheirTurn();
    rig.crash().start().settle();

    assertThat(rig.bodies()).containsAll(added).noneMatch(line -> line.startsWith("old"));
  }

  private List<String> addWhileOthersHaveTheirTurn() throws IOException {
    rig.with("maxOpenFiles", 2).append("empty.log", "");
    for (int i = 0; i < 20; i++) {
      rig.append(i + ".log", "old " + i + "\n");
    }
    rig.start().pass();
    List<String> added = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rig.append(i + ".log", "new " + i + "\n");
      added.add("new " + i);
    }
    rig.append("empty.log", "first\n");
    added.add("first");
    return added;
  }

  @Test
  void fileThatWasTruncatedSinceTheStart_isReadFromItsBeginning() throws IOException {
    rig.append("a.log", "old line\n").start().settle();
    rig.truncate("a.log").append("a.log", "new\n").settle();
    assertThat(rig.bodies()).containsExactly("new");

    rig.truncate("a.log").append("a.log", "a longer line than that before it\n").settle();
    assertThat(rig.bodies()).containsExactly("new", "a longer line than that before it");
  }

  @Test
  void fileThatIsTruncatedBeforeItsTurn_isReadFromItsBeginning() throws IOException {
    rig.with("maxOpenFiles", 1).append("a.log", "old\n").append("b.log", "old line\n");
    rig.start().pass();
    rig.truncate("b.log").append("b.log", "new\n").settle();

    assertThat(rig.bodies()).containsExactly("new");
  }
}
