package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hundreds of files and more, while they are tailed. */
@Tag("search")
class ManyFilesScenariosTest {
  @TempDir Path directory;
  private Scenario logs;
  private Rig rig;

  @BeforeEach
  void setUp() {
    logs = new Scenario(directory);
    rig = logs.rig;
  }

  /** Twelve rotations in 100 ms, of which 150 are kept: each lives for more than a second. */
  @Test
  void hundredsOfRotations_allAreReadAndNothingIsHeld() throws IOException {
    rig.paths("app.log*").start();
    Deque<String> kept = new ArrayDeque<>();
    for (int i = 0; i < 900; i++) {
      kept.add("app.log." + i);
      logs.write("app.log", 3).move("app.log", kept.getLast());
      if (kept.size() > 150) {
        logs.delete(kept.remove());
      }
      if (i % 12 == 0) {
        rig.elapse(100);
      }
    }
    rig.elapse(15_000);

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.filesTailed.get()).isEqualTo(150);
    assertThat(rig.stats.filesOpen.get()).isLessThanOrEqualTo(150);
  }

  @Test
  void rotatedAndDeletedWhileTheChannelIsFull_isHeldAndDeliveredLater() throws IOException {
    rig.paths("app.log*").roomForEvents = 1_000;
    rig.start();
    for (int i = 0; i < 40; i++) {
      logs.write("app.log", 100);
      rig.elapse(700);
      logs.move("app.log", "app.log." + i);
      if (i > 2) {
        logs.delete("app.log." + (i - 2));
      }
    }
    assertThat(rig.channel).hasSizeLessThanOrEqualTo(1_000);
    assertThat(rig.stats.filesOpen.get()).isBetween(30L, 41L);

    rig.roomForEvents = Integer.MAX_VALUE;
    rig.elapse(20_000);
    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.filesTailed.get()).isEqualTo(3);
  }

  @Test
  void hundredsOfEmptyFiles_theOneThatGetsLinesIsRead() throws IOException {
    for (int i = 0; i < 400; i++) {
      logs.append("cron-" + i + ".log", "");
    }
    rig.start().elapse(3_000);
    logs.write("cron-77.log", 10);
    rig.elapse(1_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @ParameterizedTest
  @CsvSource({"10, 300, 4", "200, 600, 1"})
  void moreGrowingFilesThanMayBeOpen_areAllRead(int most, int files, int times) throws IOException {
    rig.with("maxOpenFiles", most).start();
    for (int time = 0; time < times; time++) {
      for (int i = 0; i < files; i++) {
        logs.write("f" + i + ".log", 2);
      }
      rig.elapse(1_000);
      assertThat(rig.stats.filesOpen.get()).isLessThanOrEqualTo(most);
    }
    rig.elapse(15_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void manyOldFilesAndReadingFromTheEnd_noLineSinceTheStartIsSkipped() throws IOException {
    for (int i = 0; i < 1_500; i++) {
      logs.append("access-" + i + ".log", logs.otherLines("old" + i + "x", 2));
    }
    logs.append("access-today.log", logs.otherLines("first", 1));
    rig.with("startAt", "end").start().pass();
    for (int i = 0; i < 10; i++) {
      logs.write("access-today.log", 1);
      rig.elapse(2_000);
    }

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.filesTailed.get()).isEqualTo(1_501);
  }
}
