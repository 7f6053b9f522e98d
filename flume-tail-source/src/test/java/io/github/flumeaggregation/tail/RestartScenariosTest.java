package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to logs, and to the positions, while the agent is stopped. */
class RestartScenariosTest {
  private static final long LONG_ENOUGH = 20_000;

  @TempDir Path directory;
  private Scenario logs;
  private Rig rig;

  @BeforeEach
  void setUp() {
    logs = new Scenario(directory);
    rig = logs.rig;
  }

  private void readThenStop(String name, int lines) throws IOException {
    rig.start();
    logs.write(name, lines);
    rig.elapse(6_000).stop();
  }

  private void startAgain() throws IOException {
    rig.start().elapse(LONG_ENOUGH);
  }

  // Rotation

  private void rotateThrice() throws IOException {
    for (int i = 0; i < 3; i++) {
      logs.write("app.log", 10).shift("app.log", 3).move("app.log", "app.log.1");
    }
    logs.write("app.log", 10);
  }

  @Test
  void rotatedThrice_allAreReadOnce() throws IOException {
    rig.paths("app.log*");
    readThenStop("app.log", 30);
    rotateThrice();
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  @Test
  void rotatedThriceAndGzipped_allAreReadOnce() throws IOException {
    rig.paths("app.log*");
    readThenStop("app.log", 30);
    rotateThrice();
    logs.gzip("app.log.2").gzip("app.log.3");
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  @Test
  void rotatedToAFolderOfThePattern_isReadToItsEnd() throws IOException {
    rig.paths("logs/**/app.log*");
    readThenStop("logs/app.log", 30);
    logs.write("logs/app.log", 10).move("logs/app.log", "logs/old/app.log-20261125");
    logs.write("logs/app.log", 10);
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  @Test
  void relativeLinkRetargetedBesideItsTargets_oldTargetIsReadToItsEnd() throws IOException {
    rig.paths("current.log");
    logs.link("current.log", "app-24.log");
    readThenStop("app-24.log", 30);
    logs.write("app-24.log", 10).delete("current.log").write("app-25.log", 10);
    logs.link("current.log", "app-25.log");
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  @Test
  void copytruncatedAndGrownPastTheOldPosition_copyAndLogAreReadOnce() throws IOException {
    rig.paths("app.log*");
    readThenStop("app.log", 30);
    logs.write("app.log", 10).copy("app.log", "app.log.1").cut("app.log", 0).write("app.log", 60);
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void truncatedToFewLines_orRewrittenWithAsManyBytes_isReadFromItsBeginning() throws IOException {
    logs.write("b.log", 4);
    readThenStop("a.log", 30);
    logs.rewrite("a.log", logs.lines(3)).rewrite("b.log", logs.lines(4));
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
  }

  // Files that are gone, or other ones

  @Test
  void deletedWithUnreadLines_isSaidAsAPossibleLoss() throws IOException {
    logs.write("b.log", 3);
    readThenStop("a.log", 30);
    logs.append("a.log", logs.otherLines("unread", 10)).delete("a.log");
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  @Test
  void backupPutBackWithMoreLines_goesOn() throws IOException {
    readThenStop("a.log", 30);
    putBack("a.log");
    logs.write("a.log", 5);
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  /** Less than 512 bytes prove nothing by themselves; but these lines say the time. */
  @Test
  void backupOfAFewLinesThatSayTheTimePutBackWithMoreLines_isReadOnce() throws IOException {
    readThenStop("b.log", 3);
    putBack("b.log");
    logs.write("b.log", 5);
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.doubtfulIdentities.get()).isEqualTo(1);
  }

  /** With its time, as {@code cp -p} does, in an inode that is another one for certain. */
  private void putBack(String name) throws IOException {
    Files.copy(rig.file(name), rig.file("backup"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(rig.file("backup"), rig.file(name), StandardCopyOption.REPLACE_EXISTING);
  }

  // Positions

  private Path copyOfPositions() {
    return Path.of(rig.positionFile + ".copy");
  }

  @Test
  void emptyPositionFile_itsCopyIsTaken() throws IOException {
    logs.write("b.log", 30);
    readThenStop("a.log", 30);
    Files.write(rig.positionFile, new byte[0]);
    logs.write("a.log", 5);
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void emptyPositionFileWithoutCopy_isRefusedWithTheRemedy() throws IOException {
    readThenStop("a.log", 30);
    Files.write(rig.positionFile, new byte[0]);
    Files.delete(copyOfPositions());

    assertThatThrownBy(rig::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(rig.positionFile.toString())
        .hasMessageContaining("move it away");
    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void positionsOfALaterRelease_areRefused() throws IOException {
    readThenStop("a.log", 30);
    String positions = Files.readString(rig.positionFile);
    String later =
        positions
            .replaceFirst("\"version\": \\d+", "\"version\": 99")
            .replaceFirst("(?s),\\n\"checksum\".*", "}\n");
    assertThat(later).contains("99").doesNotContain("checksum");
    Files.writeString(rig.positionFile, later);
    Files.writeString(copyOfPositions(), later);

    assertThatThrownBy(rig::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void folderOfThePositionsRemovedWhileRunning_isMadeAnewWhenItCanBe() throws IOException {
    rig.start();
    logs.write("a.log", 10);
    rig.elapse(2_000);
    Path folder = rig.positionFile.getParent();
    Files.delete(rig.positionFile);
    Files.delete(copyOfPositions());
    Files.delete(folder);
    Files.write(folder, new byte[0]);
    logs.write("a.log", 10).write("new.log", 10);
    rig.elapse(3_000);
    assertThat(rig.stats.positionSaveErrors.get()).isPositive();

    Files.delete(folder);
    rig.elapse(11_000).stop().start().elapse(6_000);
    logs.assertEachLineIsDeliveredOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, -8})
  void clockStepOfDaysWhileRunning_nothingIsReadAgainAfterARestart(int days) throws IOException {
    for (int i = 0; i < 5; i++) {
      logs.write("f" + i + ".log", 20);
    }
    rig.start().elapse(4_000).setClock(days).elapse(1_000);
    logs.write("f0.log", 5);
    rig.elapse(7_000);
    logs.write("f1.log", 5).write("g.log", 5);
    rig.elapse(4_000).stop();
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
  }

  // Configuration

  @Test
  void pathAddedToASourceThatStartedAtTheEnd_itsOldLinesAreRead() throws IOException {
    rig.paths("a/*.log").with("startAt", "end");
    logs.append("a/a.log", logs.otherLines("old", 1)).write("b/b.log", 200);
    readThenStopAtEnd("a/a.log");
    rig.paths("a/*.log", "b/*.log").start();
    logs.write("b/b.log", 5);
    rig.elapse(LONG_ENOUGH);

    logs.assertEachLineIsDeliveredOnce();
  }

  private void readThenStopAtEnd(String name) throws IOException {
    rig.start().elapse(1_000);
    logs.write(name, 5);
    rig.elapse(6_000).stop();
  }

  @Test
  void halfALineAtTheEndWhereReadingStarts_isReadWhole() throws IOException {
    rig.with("startAt", "end");
    String line = logs.lines(1);
    logs.append("a.log", logs.otherLines("old", 30) + line.substring(0, 40));
    rig.start().elapse(3_000);
    logs.append("a.log", line.substring(40) + logs.lines(5));
    rig.elapse(6_000).stop();
    logs.write("a.log", 5).write("b.log", 5);
    startAgain();

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void pathsAddedRemovedAndAddedAgainByReload_nothingIsLostOrReadAgain() throws IOException {
    rig.paths("a*.log").start();
    writeForAWhile();
    rig.stop().paths("a*.log", "b*.log").start();
    writeForAWhile();
    rig.stop().paths("b*.log").start();
    writeForAWhile();
    rig.stop().paths("*.log").start().elapse(LONG_ENOUGH);

    logs.assertEachLineIsDeliveredOnce();
  }

  private void writeForAWhile() throws IOException {
    for (int i = 0; i < 60; i++) {
      logs.write("a1.log", 4).write("b1.log", 2);
      rig.elapse(500);
    }
  }
}
