package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bodies;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far the watermark is, and whom it waits for no longer. */
class IdlePartitionsTest {
  private EngineRig rig = new EngineRig();

  @Test
  void watermark_waitsForTheSlowestPartition() {
    rig.add("f", 0, line(600, 200, 1));
    rig.add("g", 0, line(0, 200, 1));
    assertThat(bodies(rig.endBatch(), "row")).isEmpty();

    rig.add("g", 1000, line(600, 200, 1));

    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void watermark_leavesRoomForLinesOutOfOrder() {
    rig.add("f", 0, line(64, 200, 1));
    assertThat(rig.endBatch()).isEmpty();

    rig.add("f", 1000, line(1, 200, 1));
    rig.add("f", 2000, line(65, 200, 1));

    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void idlePartition_holdsNobodyOnceOthersWereReadLater() {
    rig.addReadAt("f", 0, line(0, 200, 1), 1_000);
    rig.addReadAt("g", 0, line(600, 200, 1), 31_000);
    assertThat(bodies(rig.endBatch(), "row")).isEmpty();

    rig.addReadAt("g", 1000, line(601, 200, 1), 31_001);

    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void sourceThatWasDown_findsItsFilesNoIdlerThanItLeftThem() {
    rig.addReadAt("f", 0, line(0, 200, 1), 1_000);
    rig.addReadAt("g", 0, line(30, 200, 1), 2_000);
    rig.addReadAt("g", 1000, line(600, 200, 1), 600_000);
    assertThat(bodies(rig.endBatch(), "row")).isEmpty();

    rig.addReadAt("f", 1000, line(66, 200, 1), 600_500);

    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void fileThatWasIdleBeforeTheSourceWasDown_isSoAfterIt() {
    rig.addReadAt("f", 0, line(0, 200, 1), 1_000);
    rig.addReadAt("g", 0, line(1, 200, 1), 30_000);
    rig.addReadAt("g", 1000, line(2, 200, 1), 60_000);
    rig.addReadAt("g", 2000, line(600, 200, 1), 600_000);

    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void hostThatIsGone_holdsNobodyOnceOthersHaveSentForTheIdleTimeout() {
    rig.addFrom("gone:1:2:n", 0, line(0, 200, 1), WALL);
    rig.addFrom("here:1:2:n", 0, line(600, 200, 1), WALL);
    rig.addFrom("here:1:2:n", 1000, line(601, 200, 1), WALL + 30_000);
    rig.engine.endBatch(WALL + 30_000, Integer.MAX_VALUE);
    assertThat(bodies(rig.engine.takeResults(), "row")).isEmpty();

    rig.addFrom("here:1:2:n", 2000, line(602, 200, 1), WALL + 30_001);
    rig.engine.endBatch(WALL + 30_001, Integer.MAX_VALUE);

    assertThat(bodies(rig.engine.takeResults(), "row")).hasSize(1);
  }

  @Test
  void clockSetBack_makesNoHostSilent() {
    rig.addFrom("one:1:2:n", 0, line(0, 200, 1), WALL);
    rig.addFrom("two:1:2:n", 0, line(600, 200, 1), WALL + 20_000);
    rig.addFrom("two:1:2:n", 1000, line(601, 200, 1), WALL - 172_800_000L);
    rig.addFrom("two:1:2:n", 2000, line(602, 200, 1), WALL - 172_780_000L);
    rig.engine.endBatch(WALL - 172_780_000L, Integer.MAX_VALUE);

    assertThat(bodies(rig.engine.takeResults(), "row")).isEmpty();
  }

  @Test
  void partitionThatIsBehindInTheChannel_isNotTakenForIdle() {
    rig.addReadAt("f", 0, line(0, 200, 1), 1_000);
    for (int i = 0; i < 1000; i++) {
      rig.addReadAt("g", i * 1000L, line(600 + i, 200, 1), 1_001);
    }

    assertThat(bodies(rig.endBatch(), "row")).isEmpty();
  }

  @Test
  void idleChannel_closesOnlyWhatTheWallClockHasPassed() {
    long wall = T0 + 64_999;
    rig.engine.add(position("f", 0, line(0, 200, 1)), bytes(line(0, 200, 1)), wall);
    rig.engine.channelIdle(wall, Integer.MAX_VALUE);
    assertThat(bodies(rig.engine.takeResults(), "row")).isEmpty();

    rig.engine.channelIdle(wall + 1, Integer.MAX_VALUE);

    assertThat(bodies(rig.engine.takeResults(), "row")).hasSize(1);
  }

  @Test
  void lineAfterAnIdleClose_isTheNextRevisionAndLaterWindowsStayOpen() {
    rig.add("f", 0, line(0, 200, 1));
    rig.idle();

    rig.add("f", 1000, line(1, 200, 1));
    rig.add("f", 2000, line(60, 200, 1));
    assertThat(bodies(rig.endBatch(), "row")).as("before the watermark has passed again").isEmpty();
    rig.add("f", 3000, line(65, 200, 1));
    List<OutboxRow> results = rig.endBatch();

    assertThat(bodies(results, "row")).hasSize(1);
    assertThat(bodies(results, "row").get(0).get("revision").getAsInt()).isEqualTo(2);
  }
}
