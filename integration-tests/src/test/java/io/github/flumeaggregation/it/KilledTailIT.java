package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is killed at any moment, while files are written and rotated. */
class KilledTailIT {
  private static final int KILLS = 3;
  private static final int LINES_PER_LIFE = 20_000;

  @TempDir Path dir;
  private final Set<String> written = new HashSet<>();
  private int rotations;

  @Test
  void killedAgent_deliversEveryLineInTheEnd() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("KilledTailIT seed " + seed);
    Random random = new Random(seed);
    TailedLines tail = TailedLines.in(dir);
    FlumeHome home = FlumeHome.createIn(dir);
    for (int i = 0; i < KILLS; i++) {
      try (StockAgent agent = StockAgent.start(home, tail.conf(1 + i * 20))) {
        Set<String> before = Set.copyOf(written);
        write(tail.logs(), random);
        agent.await("some of the new lines", () -> hasNew(tail, before));
        agent.kill();
      }
      write(tail.logs(), random);
    }
    try (StockAgent agent = StockAgent.start(home, tail.conf(1))) {
      agent.await("all lines", () -> new HashSet<>(tail.delivered()).containsAll(written));
      agent.stop();
    }
    assertThat(new HashSet<>(tail.delivered())).as("seed %d", seed).isEqualTo(written);
  }

  private static boolean hasNew(TailedLines tail, Set<String> before) throws IOException {
    return tail.delivered().stream().anyMatch(line -> !before.contains(line));
  }

  /** Writes in pieces that do not end with lines, and rotates by renaming now and then. */
  private void write(Path logs, Random random) throws IOException {
    Path log = logs.resolve("app.log");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES_PER_LIFE; i++) {
      String line = "line " + written.size() + " " + "x".repeat(random.nextInt(60));
      written.add(line);
      text.append(line).append('\n');
      if (random.nextInt(2_000) == 0) {
        append(log, text);
        Files.move(log, logs.resolve("app.log." + ++rotations));
      } else if (text.length() > 5_000) {
        String rest = text.substring(text.length() - 30);
        text.setLength(text.length() - 30);
        append(log, text);
        text.append(rest);
      }
    }
    append(log, text);
  }

  private static void append(Path log, StringBuilder text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    text.setLength(0);
  }
}
