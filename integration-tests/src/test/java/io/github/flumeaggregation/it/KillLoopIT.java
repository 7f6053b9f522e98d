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
@Tag("versions")
class KillLoopIT {
  private static final int KILLS = Integer.getInteger("it.kills");
  private static final int CHUNK = 1_500;
  private static final long MILLIS_PER_LINE = 40;

  /**
   * Of a life after the sink has started. Long enough for the channels to write a checkpoint, every
   * second: without one they read all that they ever held at each start.
   */
  private static final int LONGEST_LIFE_MILLIS = 2_500;

  /** Of a life that may end while the JVM, Flume or the state starts. */
  private static final int LONGEST_START_MILLIS = 3_000;

  /** One kill in so many comes at any moment. */
  private static final int ANY_MOMENT_EVERY = 2;

  /** Lives are too short for the better compiler, which slows down their beginning. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

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
        try (StockAgent agent =
            StockAgent.start(home, pipeline.durableConfOfAllWindows(), QUICK_START)) {
          log.write(lines.lines(CHUNK));
          written += CHUNK;
          if (random.nextInt(4) == 0) {
            log.rename();
            log.reopen();
          }
          live(agent, random);
          agent.kill();
        }
      }
      log.write(lines.lines(CHUNK));
      written += CHUNK;
    }
    finish(home, pipeline, written);
    assertRowsAreRight(pipeline);
  }

  /** There is nothing to wait for: the next moment may be any. */
  private static void live(StockAgent agent, Random random) throws Exception {
    if (random.nextInt(ANY_MOMENT_EVERY) == 0) {
      agent.liveAtMost(random.nextInt(LONGEST_START_MILLIS));
    } else {
      agent.awaitLog("SINK, name: windows started");
      agent.liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
    }
  }

  /** However long that takes, as long as rows come: it depends on how little the lives did. */
  private static void finish(FlumeHome home, Pipeline pipeline, long written) throws Exception {
    try (StockAgent agent = StockAgent.start(home, pipeline.durableConfOfAllWindows())) {
      while (!pipeline.isDrainedAfterKills(written)) {
        int rows = pipeline.rows().all().size();
        agent.await(
            "more rows, or all lines in closed windows",
            () -> pipeline.rows().all().size() > rows || pipeline.isDrainedAfterKills(written));
      }
      agent.stop();
    }
  }

  private static void assertRowsAreRight(Pipeline pipeline) throws Exception {
    pipeline.rows().read().assertRepeatsAreTheSame();
    try (Duck duck = Duck.over(pipeline.logs().resolve("access.log*"))) {
      assertThat(pipeline.windows("perMinute")).isEqualTo(duck.windows(60, 60));
      assertThat(pipeline.windows("fiveMinutes")).isEqualTo(duck.windows(300, 60));
      assertThat(pipeline.rows().read().statisticsByEnd("soFar"))
          .isEqualTo(duck.cumulativeWindows(600, 60));
      assertThat(pipeline.rows().read().statisticsByEnd("visits"))
          .isEqualTo(duck.sessions(10, 600));
      assertThat(pipeline.rows().read().sizes()).isEqualTo(duck.sizes());
      assertThat(pipeline.rows().read().windowLines("visits", "aggregated"))
          .isEqualTo(duck.requests());
      assertThat(pipeline.rows().sinkLines("counted")).isEqualTo(duck.requests());
    }
  }
}
