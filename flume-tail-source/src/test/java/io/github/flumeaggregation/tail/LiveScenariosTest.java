package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How logs are rotated, rewritten and removed while they are tailed, in the tempo of reports. */
class LiveScenariosTest {
  @TempDir Path directory;
  private Scenario logs;
  private Rig rig;

  @BeforeEach
  void setUp() {
    logs = new Scenario(directory);
    rig = logs.rig.paths("app.log");
  }

  // The next life of a log

  @Test
  void crashLoopThatDeletesItsLog_eachLifeIsReadWhole() throws IOException {
    rig.with("idleTimeout", "2s").start();
    for (int life = 0; life < 6; life++) {
      logs.append("app.log", Scenario.BANNER);
      rig.elapse(300);
      logs.write("app.log", 10);
      rig.elapse(4_300);
      logs.delete("app.log");
      rig.elapse(1_000);
    }
    logs.append("app.log", Scenario.BANNER);
    rig.elapse(3_000);
    logs.write("app.log", 10);
    rig.elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
    assertBanners(7);
  }

  @Test
  void crashLoopThatMakesItsLogAnewAtOnce_eachLifeIsReadWhole() throws IOException {
    rig.start();
    for (int life = 0; life < 6; life++) {
      Files.deleteIfExists(rig.file("app.log"));
      logs.append("app.log", Scenario.BANNER);
      rig.elapse(1_500);
      logs.write("app.log", 10);
      rig.elapse(3_000);
    }
    rig.elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
    assertBanners(6);
  }

  @Test
  void logTruncatedAtEachStart_eachLifeIsReadWhole() throws IOException {
    rig.start();
    for (int life = 0; life < 6; life++) {
      logs.rewrite("app.log", Scenario.BANNER);
      rig.elapse(1_500);
      logs.write("app.log", 10);
      rig.elapse(2_500);
    }
    rig.elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
    assertBanners(6);
  }

  private void assertBanners(int lives) {
    Scenario.BANNER
        .lines()
        .forEach(line -> assertThat(rig.bodies()).filteredOn(line::equals).hasSize(lives));
  }

  @Test
  void lastLinesCutOffAndOthersWrittenInTheirPlace_allAreDelivered() throws IOException {
    rig.start();
    logs.write("app.log", 50);
    rig.elapse(2_000);
    long size = Files.size(rig.file("app.log"));
    for (int i = 0; i < 5; i++) {
      logs.write("app.log", 1);
      rig.elapse(500);
    }
    rig.elapse(1_000);
    logs.cut("app.log", size);
    rig.elapse(2_000);
    logs.write("app.log", 5);
    rig.elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void replacedByRenameAfterItWasClosedAsIdle_onlyNewLinesAreDelivered() throws IOException {
    rig.with("idleTimeout", "3s").start();
    logs.write("app.log", 40);
    rig.elapse(3_000);
    for (int i = 0; i < 5; i++) {
      logs.copy("app.log", ".app.log.tmp")
          .write(".app.log.tmp", 20)
          .move(".app.log.tmp", "app.log");
      rig.elapse(5_000);
      logs.assertEachLineIsDeliveredOnce();
    }
  }

  @Test
  void nightlyLogWithAsManyBytesAsBefore_isReadEachNight() throws IOException {
    rig.with("idleTimeout", "2s").start();
    for (int night = 0; night < 6; night++) {
      logs.rewrite("app.log", logs.lines(9));
      rig.elapse(5_000);
      logs.assertEachLineIsDeliveredOnce();
    }
  }

  @Test
  void statusFileOfOneLineWrittenAnewEachSecond_eachLineIsDelivered() throws IOException {
    rig.start();
    for (int second = 0; second < 20; second++) {
      logs.rewrite("app.log", logs.lines(1));
      rig.elapse(1_000);
    }
    rig.elapse(5_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void deletedAndMadeAnewWhileItsWriterGoesOn_bothAreReadToTheirEnd() throws IOException {
    rig.start();
    for (int life = 0; life < 30; life++) {
      try (OutputStream writer =
          Files.newOutputStream(
              rig.file("app.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        writer.write(logs.lines(5).getBytes(StandardCharsets.ISO_8859_1));
        rig.elapse(life < 5 ? 1_000 : 600);
        logs.delete("app.log");
        writer.write(logs.lines(3).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  // Rotation

  @Test
  void movedToAnotherFolderAndBack_isReadOnce() throws IOException {
    rig.with("idleTimeout", "2s").start();
    for (int away : new int[] {4_000, 700, 4_000}) {
      logs.write("app.log", 20);
      rig.elapse(1_000);
      logs.move("app.log", "elsewhere/away.log");
      rig.elapse(away);
      logs.move("elsewhere/away.log", "app.log");
      rig.elapse(1_000);
    }
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void rotatedByHardLinkAndDeletion_isReadOnce() throws IOException {
    rig.paths("app.log*").start();
    for (int i = 0; i < 5; i++) {
      logs.write("app.log", 20);
      rig.elapse(1_200);
      Files.createLink(rig.file("app.log." + i), rig.file("app.log"));
      rig.elapse(800);
      logs.write("app.log", 5).delete("app.log").write("app.log", 1);
    }
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  /** Lines that come between copy and truncation are delivered if they were read before that. */
  @Test
  void copytruncatedUnderLoadWithNumbersThatMoveOn_isReadOnce() throws IOException {
    rig.paths("app.log*").start();
    for (int round = 0; round < 7; round++) {
      for (int i = 0; i < 20; i++) {
        logs.write("app.log", 50);
        rig.elapse(100);
      }
      if (round < 6) {
        logs.shift("app.log", 5).copy("app.log", "app.log.1").write("app.log", 5);
        rig.elapse(100);
        logs.cut("app.log", 0);
      }
    }
    rig.elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(6);
  }

  @Test
  void copytruncatedAndTheCopyGzippedAtOnce_isReadOnce() throws IOException {
    rig.paths("app.log*").start();
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 4; i++) {
        logs.write("app.log", 50);
        rig.elapse(100);
      }
      logs.write("app.log", 20).copy("app.log", "app.log." + round).cut("app.log", 0);
      logs.gzip("app.log." + round);
      rig.elapse(2_000);
    }
    rig.elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void renamedAndGzippedAtOnce_howeverOldItIs_isReadOnce() throws IOException {
    rig.paths("app.log*").start();
    int[] ages = {0, 50, 300, 1_000, 600};
    for (int i = 0; i < 25; i++) {
      logs.write("app.log", i % 2 == 0 ? 40 : 3);
      if (ages[i % 5] > 0) {
        rig.elapse(ages[i % 5]);
      }
      logs.write("app.log", 4).move("app.log", "app.log." + i).gzip("app.log." + i);
    }
    rig.elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
  }
}
