package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are no log lines are booked: none is lost, none is an exception. */
class UnparsableLinesIT {
  private static final int GARBAGE = 500;
  private static final int SOUND = 500;
  private static final int MAX_GARBAGE_BYTES = 3_000;
  private static final long SEED = Long.getLong("it.seed", 4711L);

  @TempDir Path dir;

  @Test
  void garbageAmongSoundLines_isBookedAsUnparsed() throws Exception {
    Pipeline pipeline = Pipeline.in(dir);
    System.out.println("it.seed = " + SEED);
    Files.write(pipeline.logs().resolve("access.log"), log());
    try (StockAgent agent = StockAgent.start(FlumeHome.createIn(dir), pipeline.conf())) {
      agent.await("all lines in closed windows", () -> pipeline.isDrained(GARBAGE + SOUND));
      agent.stop();
      assertThat(agent.log()).doesNotContain("Exception", " ERROR ");
    }
    assertThat(pipeline.rows().sinkLines("unparsed")).isEqualTo(GARBAGE);
    assertThat(pipeline.rows().sinkLines("counted")).isEqualTo(SOUND);
    assertThat(pipeline.rows().windowLines("perMinute", "aggregated")).isEqualTo(SOUND);
  }

  /** Random bytes, the newline left out, between sound lines. */
  private static byte[] log() throws Exception {
    Random random = new Random(SEED);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (int i = 0; i < SOUND; i++) {
      byte[] garbage = new byte[random.nextInt(MAX_GARBAGE_BYTES)];
      random.nextBytes(garbage);
      for (int at = 0; at < garbage.length; at++) {
        garbage[at] = garbage[at] == '\n' ? 0 : garbage[at];
      }
      log.write(garbage);
      log.write('\n');
      log.write(
          "192.0.2.1 - - [17/May/2015:10:%02d:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n"
              .formatted(i % 60)
              .getBytes(StandardCharsets.US_ASCII));
    }
    return log.toByteArray();
  }
}
