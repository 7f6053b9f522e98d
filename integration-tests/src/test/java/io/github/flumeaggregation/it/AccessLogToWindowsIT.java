package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: a growing, rotated access log becomes correct windows in a stock agent. */
@Tag("versions")
class AccessLogToWindowsIT {
  private static final int CHUNKS = 60;
  private static final int CHUNK = 2_000;

  /** Two more chunks are written after a rename, before the writer turns to the new file. */
  private static final int LINES = (CHUNKS + 2) * CHUNK;

  /** 124,000 lines at 15 ms are 31 minutes of event time. */
  private static final long MILLIS_PER_LINE = 15;

  private static final long SEED = Long.getLong("it.seed", 20260517L);

  @TempDir Path dir;

  @Test
  void logRotatedWhileItIsWritten_everyRowEqualsSqlAndTheBooksBalance() throws Exception {
    FlumeHome home = FlumeHome.createIn(dir);
    Pipeline pipeline = Pipeline.in(dir);
    System.out.println("it.seed = " + SEED);
    try (StockAgent agent = StockAgent.start(home, pipeline.conf())) {
      try (RotatingLog log = new RotatingLog(pipeline.logs().resolve("access.log"))) {
        writeAndRotateTwice(log, agent, pipeline);
      }
      agent.await("all lines in closed windows", () -> pipeline.isDrained(LINES));
      agent.stop();
    }
    try (Duck duck = Duck.over(pipeline.logs().resolve("access.log*"))) {
      assertThat(pipeline.windows("perMinute")).isEqualTo(duck.windows(60, 60));
      assertThat(pipeline.windows("fiveMinutes")).isEqualTo(duck.windows(300, 60));
      assertBooksBalance(pipeline.rows(), duck.requests());
    }
  }

  /** Each rotation comes while the agent is at work on the file. */
  private static void writeAndRotateTwice(RotatingLog log, StockAgent agent, Pipeline pipeline)
      throws IOException {
    AccessLog lines = new AccessLog(SEED, MILLIS_PER_LINE);
    long read = 0;
    for (int third = 0; third < 3; third++) {
      for (int chunk = 0; chunk < CHUNKS / 3; chunk++) {
        log.write(lines.lines(CHUNK));
      }
      if (third < 2) {
        long before = read;
        agent.await("new lines", () -> pipeline.rows().sinkLines("read") > before);
        read = pipeline.rows().sinkLines("read");
        log.rename();
        log.write(lines.lines(CHUNK));
        log.reopen();
      }
    }
  }

  private static void assertBooksBalance(RowFiles rows, long requests) throws IOException {
    assertThat(rows.sinkLines("read")).isEqualTo(LINES);
    assertThat(rows.sinkLines("counted")).isEqualTo(requests);
    assertThat(rows.sinkLines("unparsed")).isEqualTo(LINES - requests).isPositive();
    assertThat(rows.sinkLines("duplicate")).isZero();
    assertThat(rows.sinkLines("future")).isZero();
    assertThat(rows.windowLines("perMinute", "in")).isEqualTo(requests);
    assertThat(rows.windowLines("perMinute", "aggregated")).isEqualTo(requests);
    assertThat(rows.windowLines("fiveMinutes", "aggregated")).isEqualTo(5 * requests);
  }
}
