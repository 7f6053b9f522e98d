package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real nginx under load, rotated by real logrotate. Needs the packages that {@code
 * integration-tests/system-packages} installs.
 */
@Tag("system")
class LogrotateIT {
  private static final int ROTATIONS = 3;

  @TempDir Path dir;

  @Test
  void rotationByRename_losesAndRepeatsNothing() throws Exception {
    Rotated rotated =
        rotate("create", "sharedscripts", "postrotate", "kill -USR1 PID", "endscript");

    assertThat(sorted(rotated.delivered)).isEqualTo(sorted(rotated.logged));
    assertThat(rotated.possibleLosses).isZero();
  }

  @Test
  void rotationWithCompression_losesAndRepeatsNothing() throws Exception {
    Rotated rotated =
        rotate("create", "compress", "sharedscripts", "postrotate", "kill -USR1 PID", "endscript");

    assertThat(sorted(rotated.delivered)).isEqualTo(sorted(rotated.logged));
    assertThat(rotated.possibleLosses).isZero();
  }

  @Test
  void copytruncate_deliversAllThatIsLeftAndReportsWhatMayBeLost() throws Exception {
    Rotated rotated = rotate("copytruncate");

    Set<String> missing = new HashSet<>(rotated.logged);
    missing.removeAll(new HashSet<>(rotated.delivered));
    assertThat(missing).isEmpty();
    assertThat(rotated.delivered).doesNotHaveDuplicates();
    assertThat(rotated.possibleLosses).isPositive();
  }

  /** There are some hundred thousand: a comparison that looks for each among all takes minutes. */
  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  private record Rotated(List<String> logged, List<String> delivered, long possibleLosses) {}

  private Rotated rotate(String... options) throws Exception {
    TailedLines tail = TailedLines.in(dir);
    FlumeHome home = FlumeHome.createIn(dir);
    try (StockAgent agent = StockAgent.start(home, tail.conf(1), Monitoring.JVM_OPTIONS);
        Nginx nginx = Nginx.start(dir, tail.logs().resolve("access.log"))) {
      agent.awaitLog("SOURCE, name: log started");
      Path conf = logrotateConf(tail.logs(), nginx, options);
      for (int i = 0; i <= ROTATIONS; i++) {
        Process load = nginx.load(1);
        if (i > 0) {
          TimeUnit.MILLISECONDS.sleep(300);
          run("logrotate", "-f", "-s", dir.resolve("rotate.state").toString(), conf.toString());
        }
        load.waitFor();
      }
      List<String> logged = logged(tail.logs());
      agent.await("all lines", () -> new HashSet<>(tail.delivered()).containsAll(logged));
      long losses = Monitoring.of(agent).number("SOURCE.log", "PossibleLosses");
      return new Rotated(logged, tail.delivered(), losses);
    }
  }

  private Path logrotateConf(Path logs, Nginx nginx, String... options) throws IOException {
    String text =
        logs.resolve("access.log")
            + " {\n  rotate 9\n  su root root\n  "
            + String.join("\n  ", options).replace("PID", Long.toString(nginx.pid()))
            + "\n}\n";
    return Files.writeString(dir.resolve("logrotate.conf"), text);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  /** What nginx has written and logrotate has kept. */
  private static List<String> logged(Path logs) throws IOException, InterruptedException {
    Process all =
        new ProcessBuilder(
                "sh", "-c", "for f in \"$1\"/*; do gzip -cdf \"$f\"; done", "sh", "" + logs)
            .redirectErrorStream(true)
            .start();
    try (Stream<String> lines = all.inputReader().lines()) {
      List<String> logged = lines.toList();
      assertThat(all.waitFor()).isZero();
      return logged;
    }
  }
}
