package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are renamed or deleted while they are followed, or while nobody looks. */
class RenamedFilesTest {
  @TempDir Path directory;

  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory);
  }

  @Test
  void renamedInThePattern_keepsItsIdentityAndPosition() throws IOException {
    rig.paths("*.log*").append("a.log", "one\n").start().settle();
    rig.move("a.log", "a.log.1").append("a.log.1", "two\n").append("a.log", "new\n").settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "new");
    assertThat(rig.files().get(rig.bodies().indexOf("two"))).isEqualTo(rig.files().get(0));
    assertThat(rig.files().get(rig.bodies().indexOf("new"))).isNotEqualTo(rig.files().get(0));
    assertThat(rig.stats.rotations.get()).isEqualTo(1);
  }

  @Test
  void renamedOutOfThePattern_isReadToItsEnd() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    rig.move("a.log", "a.old").append("a.old", "two\n").append("a.log", "new\n").settle();
    rig.append("a.old", "three\n").settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "three", "new");
  }

  @Test
  void renamedOutOfThePatternWhileClosedAsIdle_isReadToItsEnd() throws IOException {
    rig.append("a.log", "one\n").start().settle().elapse(240_000);
    rig.append("a.log", "two\n").move("a.log", "a.old").settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
    assertThat(rig.files()).containsOnly(rig.files().get(0));
  }

  @Test
  void renamedOutOfThePatternWhileStopped_isReadToItsEnd() throws IOException {
    rig.append("a.log", "one\n").start().settle().stop();
    rig.append("a.log", "two\n").move("a.log", "a.old").append("a.log", "new\n").start().settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "new");
    assertThat(rig.files().get(rig.bodies().indexOf("two"))).isEqualTo(rig.files().get(0));
  }

  @Test
  void renamedOutOfThePatternWhileStopped_keepsTheHeadersOfItsGroup() throws IOException {
    PathPattern pattern = PathPattern.glob(directory + "/*.log");
    rig.groups = List.of(new FileGroup("paths", List.of(pattern), Map.of("kind", "access")));
    rig.append("a.log", "one\n").start().settle().stop();
    rig.append("a.log", "two\n").move("a.log", "a.log.1").start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
    assertThat(rig.header("kind")).containsExactly("access", "access");
  }

  @Test
  void renamedInThePatternWhileStopped_goesOnWhereItWas() throws IOException {
    rig.paths("*.log*").append("a.log", "one\n").start().settle().stop();
    rig.append("a.log", "two\n").move("a.log", "a.log.1").append("a.log", "new\n");
    rig.start().settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "two", "new");
  }

  @Test
  void deletedFile_isReadToItsEndThroughTheOpenHandle() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    rig.channelFull = true;
    rig.append("a.log", "two\nrest").elapse(1_000);
    Files.delete(rig.file("a.log"));
    rig.elapse(60_000);
    rig.channelFull = false;
    rig.elapse(30_000);
    assertThat(rig.bodies()).containsExactly("one", "two");

    rig.elapse(240_000);
    assertThat(rig.bodies()).containsExactly("one", "two", "rest");
  }

  @Test
  void fileCreatedAndDeletedWhileTheChannelIsFull_isDelivered() throws IOException {
    rig.append("a.log", "one\n").start();
    rig.channelFull = true;
    rig.elapse(1_000).append("b.log", "b\n").elapse(2_000);
    Files.delete(rig.file("b.log"));
    rig.elapse(1_000).channelFull = false;
    rig.settle();

    assertThat(rig.bodies()).containsExactlyInAnyOrder("one", "b");
  }

  @Test
  void hardLinkAndSymbolicLink_areOneFile() throws IOException {
    rig.append("a.log", "one\n");
    Files.createLink(rig.file("b.log"), rig.file("a.log"));
    Files.createSymbolicLink(rig.file("c.log"), rig.file("a.log"));
    rig.start().settle().append("b.log", "two\n").settle();

    assertThat(rig.bodies()).containsExactly("one", "two");
  }
}
