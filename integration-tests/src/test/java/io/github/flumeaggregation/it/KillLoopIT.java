package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a real agent, again and again, while its log grows and rotates: in the end the
 * rows are those of an agent that nobody killed.
 */
@Tag("kills")
class KillLoopIT {
  private static final int KILLS = Integer.getInteger("it.kills");
  private static final int CHUNK = 1_500;
  private static final long MILLIS_PER_LINE = 40;
  private static final int LONGEST_LIFE_MILLIS = 3_000;

  @TempDir Path dir;

  @Test
  void agentKilledAgainAndAgain_everyRowEqualsSqlAndTheBooksBalance() throws Exception {
    long seed = Long.getLong("it.seed", 20261122);
    System.out.println("it.seed = " + seed);
    Random random = new Random(seed);
    FlumeHome home = FlumeHome.createIn(dir);
    Pipeline pipeline = Pipeline.in(dir);
    AccessLog lines = new AccessLog(seed, MILLIS_PER_LINE);
    long written = 0;
    try (RotatingLog log = new RotatingLog(pipeline.logs().resolve("access.log"))) {
      for (int kill = 0; kill < KILLS; kill++) {
        try (StockAgent agent = StockAgent.start(home, pipeline.durableConf())) {
          log.write(lines.lines(CHUNK));
          written += CHUNK;
          if (random.nextInt(4) == 0) {
            log.rename();
            log.reopen();
          }
          // Any moment will do, start-up and recovery included: there is nothing to wait for.
          agent.liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
          agent.kill();
        }
      }
      log.write(lines.lines(CHUNK));
      written += CHUNK;
    }
    finish(home, pipeline, written);
    assertRowsAreRight(pipeline);
  }

  private static void finish(FlumeHome home, Pipeline pipeline, long written) throws Exception {
    try (StockAgent agent = StockAgent.start(home, pipeline.durableConf())) {
      agent.await("all lines in closed windows", () -> pipeline.isDrainedAfterKills(written));
      agent.stop();
    }
  }

  private static void assertRowsAreRight(Pipeline pipeline) throws Exception {
    pipeline.rows().read().assertRepeatsAreTheSame();
    try (Duck duck = Duck.over(pipeline.logs().resolve("access.log*"))) {
      assertThat(pipeline.windows("perMinute")).isEqualTo(duck.windows(60, 60));
      assertThat(pipeline.windows("fiveMinutes")).isEqualTo(duck.windows(300, 60));
      assertThat(pipeline.rows().sinkLines("counted")).isEqualTo(duck.requests());
    }
  }
}
