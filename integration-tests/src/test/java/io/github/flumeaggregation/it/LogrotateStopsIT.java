package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way in which logrotate rotates, with real nginx, while the agent runs, is stopped and is
 * killed: what logrotate keeps is delivered, and each line counts once. Needs the packages that
 * {@code integration-tests/system-packages} installs.
 */
@Tag("system")
class LogrotateStopsIT {
  private static final int REQUESTS = 900;

  @TempDir Path dir;
  private TailedLines tail;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create REOPEN",
        "nocreate REOPEN",
        "create compress REOPEN",
        "create compress delaycompress REOPEN",
        "create olddir_OLD REOPEN",
        "create dateext dateformat_-%Y%m%d-%s REOPEN",
        "copy",
        "copytruncate",
        "copytruncate compress",
      })
  void rotatedWhileRunningStoppedAndKilled_countsEachLineOnce(String options) throws Exception {
    tail = TailedLines.in(dir);
    Files.createDirectory(tail.logs().resolve("old"));
    FlumeHome home = FlumeHome.createIn(dir);
    try (Nginx nginx = Nginx.start(dir, tail.logs().resolve("access.log"))) {
      Path conf = logrotateConf(nginx, options);
      try (StockAgent agent = start(home)) {
        rotate(nginx, conf);
        awaitSome(agent);
        agent.stop();
      }
      rotate(nginx, conf);
      try (StockAgent agent = start(home)) {
        rotate(nginx, conf);
        awaitSome(agent);
        agent.kill();
      }
      rotate(nginx, conf);
      try (StockAgent agent = start(home)) {
        Set<String> kept = kept();
        agent.await("all lines", () -> tail.counted().keySet().containsAll(kept));
        agent.stop();
      }
    }
    assertThat(tail.counted()).allSatisfy((line, times) -> assertThat(times).as(line).isEqualTo(1));
  }

  private StockAgent start(FlumeHome home) throws IOException {
    StockAgent agent = StockAgent.start(home, tail.confWithPositions());
    agent.awaitLog("SOURCE, name: log started");
    return agent;
  }

  private void awaitSome(StockAgent agent) throws IOException {
    Map<String, Integer> before = tail.counted();
    agent.await("some more lines", () -> tail.counted().size() > before.size());
  }

  private static void rotate(Nginx nginx, Path conf) throws Exception {
    nginx.requests(REQUESTS);
    // What nginx writes while gzip reads is in no file afterwards, hence delaycompress.
    boolean atRest = Files.readString(conf).matches("(?s).*\\bcompress(?!.*delaycompress).*");
    Runnable requests = atRest ? () -> {} : () -> request(nginx);
    CompletableFuture<Void> load = CompletableFuture.runAsync(requests);
    Process rotation =
        new ProcessBuilder("logrotate", "-f", "-s", conf + ".state", conf.toString())
            .inheritIO()
            .start();
    assertThat(rotation.waitFor()).isZero();
    load.join();
    nginx.requests(REQUESTS);
  }

  private static void request(Nginx nginx) {
    try {
      nginx.requests(REQUESTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path logrotateConf(Nginx nginx, String options) throws IOException {
    String reopen = "sharedscripts\n  postrotate\n  kill -USR1 " + nginx.pid() + "\n  endscript";
    String text =
        tail.logs().resolve("access.log")
            + " {\n  rotate 9\n  su root root\n  "
            + options
                .replace(" ", "\n  ")
                .replace("REOPEN", reopen)
                .replace("_OLD", " " + tail.logs().resolve("old"))
                .replace('_', ' ')
            + "\n}\n";
    return Files.writeString(dir.resolve("logrotate.conf"), text);
  }

  /** What nginx has written and logrotate has kept. */
  private Set<String> kept() throws IOException, InterruptedException {
    String script = "find \"$1\" -type f -exec gzip -cdf {} \\;";
    Process all =
        new ProcessBuilder("sh", "-c", script, "sh", tail.logs().toString())
            .redirectErrorStream(true)
            .start();
    try (Stream<String> lines = all.inputReader().lines()) {
      Set<String> kept = new TreeSet<>(List.copyOf(lines.toList()));
      assertThat(all.waitFor()).isZero();
      return kept;
    }
  }
}
