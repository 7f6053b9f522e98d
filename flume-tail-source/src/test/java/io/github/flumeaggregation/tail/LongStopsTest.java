package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is done to a log while the source is stopped, and to the clock. */
class LongStopsTest extends Lives {
  // The clock, and long stops

  @Test
  void clockSetBackByWeeks_copyOfATruncatedLogIsStillKnown() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().setClock(-16).append("b.log", "b\n");
    rig.settle();
    Files.copy(rig.file("a.log"), rig.file("a.log.1"));
    write("a.log", lines("c", 5));
    rig.settle().elapse(5_000);

    assertDelivered(lines("a", 200), "b\n", lines("c", 5));
  }

  @Test
  void stoppedForWeeks_renamedLogIsStillKnown() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().stop().setClock(24);
    rig.move("a.log", "a.log.1").start().stop().start().settle();

    assertDelivered(lines("a", 200));
  }

  @Test
  void stoppedForWeeks_replacedLogIsStillKnown() throws IOException {
    rig.with("maxOpenFiles", 1).append("a.log", lines("a", 200)).start().settle().stop();
    rig.setClock(24).append("b.log", lines("b", 200)).append("c.log", lines("c", 200));
    write("tmp", lines("a", 200) + lines("new", 3));
    Files.move(rig.file("tmp"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.start().elapse(20_000);

    assertDelivered(lines("a", 200), lines("b", 200), lines("c", 200), lines("new", 3));
  }

  @Test
  void pausedForWeeks_archiveOfALogThatIsGoneIsStillKnown() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().elapse(20_000);
    Files.write(rig.file("a.log.1.gz"), gzip(lines("a", 200)));
    Files.delete(rig.file("a.log"));
    rig.pauseDays(10).append("b.log", "b\n").elapse(20_000);

    assertDelivered(lines("a", 200), "b\n");
  }

  // Over a stop

  @Test
  void whileStopped_rotatedBehindALink_isReadToItsEnd() throws IOException {
    rig.paths("containers/*.log").append("pods/x/0.log", lines("a", 30));
    Files.createDirectories(rig.file("containers"));
    Files.createSymbolicLink(rig.file("containers/x.log"), rig.file("pods/x/0.log"));
    rig.start().settle().stop().append("pods/x/0.log", lines("tail", 10));
    rig.move("pods/x/0.log", "pods/x/0.log.1").append("pods/x/0.log", lines("b", 10));
    rig.start().settle();

    assertDelivered(lines("a", 30), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_linkRetargeted_oldTargetIsReadToItsEnd() throws IOException {
    rig.paths("current").append("old/24", lines("a", 30));
    Files.createSymbolicLink(rig.file("current"), rig.file("old/24"));
    rig.start().settle().stop().append("old/24", lines("tail", 10));
    Files.delete(rig.file("current"));
    rig.append("25", lines("b", 10));
    Files.createSymbolicLink(rig.file("current"), rig.file("25"));
    rig.start().settle();

    assertDelivered(lines("a", 30), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_movedToASiblingFolder_isReadToItsEnd() throws IOException {
    rig.paths("a.log").append("a.log", lines("a", 30)).start().settle().stop();
    rig.append("a.log", lines("tail", 10));
    Files.createDirectories(rig.file("old"));
    rig.move("a.log", "old/a.log-20261125").append("a.log", lines("b", 10)).start().settle();

    assertDelivered(lines("a", 30), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_rotatedAndGzippedOutOfThePattern_isReadToItsEnd() throws IOException {
    rig.paths("a.log").append("a.log", lines("a", 80)).start().settle().stop();
    Files.write(rig.file("a.log.1.gz"), gzip(lines("a", 80) + lines("tail", 10)));
    write("a.log", lines("b", 10));
    rig.start().elapse(20_000);

    assertDelivered(lines("a", 80), lines("tail", 10), lines("b", 10));
  }

  @Test
  void whileStopped_deleted_isCountedAsAPossibleLossOnce() throws IOException {
    rig.append("a.log", lines("a", 30)).append("b.log", "b\n").start().settle().stop();
    Files.delete(rig.file("a.log"));
    rig.start().elapse(30_000);
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);

    rig.stop().start().elapse(30_000);
    assertThat(rig.stats.possibleLosses.get()).isEqualTo(1);
  }

  @Test
  void whileStopped_replacedByItsCopy_isNoLoss() throws IOException {
    rig.append("a.log", lines("a", 200)).start().settle().stop();
    write("tmp", lines("a", 200) + lines("new", 3));
    Files.move(rig.file("tmp"), rig.file("a.log"), StandardCopyOption.REPLACE_EXISTING);
    rig.start().elapse(60_000);

    assertDelivered(lines("a", 200), lines("new", 3));
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  /** Copytruncate, delayed compression, and a kill after each step. */
  @Test
  void killedAfterEachStepOfCopytruncate_everyLineIsDeliveredUnderOnePosition() throws IOException {
    StringBuilder all = new StringBuilder();
    rig.start();
    for (int round = 1; round <= 8; round++) {
      for (int i = 0; i < 3; i++) {
        String more = lines("round " + round + "." + i, 60);
        all.append(more);
        rig.append("a.log", more).elapse(400L * i);
        restart();
      }
      Files.copy(rig.file("a.log"), rig.file("a.log." + round));
      restart();
      write("a.log", "");
      restart();
      if (round > 1) {
        String older = "a.log." + (round - 1);
        Files.write(rig.file(older + ".gz"), gzip(Files.readString(rig.file(older))));
        restart();
        Files.delete(rig.file(older));
        restart();
      }
    }
    rig.elapse(30_000);

    Map<String, String> positions = new HashMap<>();
    List<String> bodies = rig.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      Map<String, String> headers = rig.headers(i);
      String at = headers.get(PositionHeaders.FILE) + "@" + headers.get(PositionHeaders.OFFSET);
      assertThat(positions.merge(bodies.get(i), at, (a, b) -> a)).isEqualTo(at);
    }
    assertThat(positions.keySet()).containsExactlyInAnyOrder(all.toString().split("\n"));
  }

  private void restart() throws IOException {
    rig.elapse(500).crash().start().elapse(300);
  }
}
