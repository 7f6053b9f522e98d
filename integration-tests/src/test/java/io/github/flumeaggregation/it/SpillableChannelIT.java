package io.github.flumeaggregation.it;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that spill from Flume's spillable memory channel to its disk. */
class SpillableChannelIT {
  private static final long SEED = Long.getLong("it.seed", 20261122);
  private static final int LINES = 20_000;
  private static final long MILLIS_PER_LINE = 15;

  @TempDir Path dir;

  @Test
  void linesThatSpillToDisk_areCountedOnce() throws Exception {
    System.out.println("it.seed = " + SEED);
    try (Node web = new Node(dir.resolve("web"))) {
      Path log = web.logs().resolve("access.log");
      Files.write(log, new AccessLog(SEED, MILLIS_PER_LINE).lines(LINES));
      web.start(
          "spillable-channel.conf",
          "a1.channels.lines.memoryCapacity = 1000",
          "a1.sinks.windows.node = it",
          "a1.sinks.windows.idleTimeout = 2s",
          "a1.channels.results.keep-alive = 30",
          "a1.sinks.files.sink.batchSize = 1");
      web.agent().await("all lines", () -> web.rows().areDrained("traffic", LINES));
      web.agent().stop();
      try (Duck duck = Duck.over(log)) {
        web.rows().assertTrafficIs(duck);
      }
    }
  }
}
