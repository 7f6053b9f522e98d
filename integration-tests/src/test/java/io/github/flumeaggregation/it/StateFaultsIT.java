package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real agent whose window sink's state meets faults of the system, which strace injects: it is
 * killed in the n-th force or rename of the state directory, for every n; a force or a rename
 * fails.
 */
@Tag("system")
class StateFaultsIT {
  private static final int CHUNK = 1_000;
  private static final long MILLIS_PER_LINE = 40;
  private static final long SEED = Long.getLong("it.seed", 20261122);

  /** Each thread's calls are counted by themselves; no thread makes more in one of these lives. */
  private static final int MOST_CALLS = 25;

  /** More snapshots and logs than these lives can make. */
  private static final int MOST_GENERATIONS = 200;

  @TempDir Path dir;
  private final AccessLog lines = new AccessLog(SEED, MILLIS_PER_LINE);
  private FlumeHome home;
  private Pipeline pipeline;
  private long written;

  @BeforeEach
  void makeHome() throws Exception {
    System.out.println("it.seed = " + SEED);
    home = FlumeHome.createIn(dir);
    pipeline = Pipeline.in(dir);
  }

  /** The files of the sink's state that have such names, of every generation. */
  private List<Path> stateFiles(String... names) {
    Path state = dir.resolve("state/windows");
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      if (!name.endsWith("-")) {
        files.add(state.resolve(name));
        continue;
      }
      for (int i = 0; i <= MOST_GENERATIONS; i++) {
        files.add(state.resolve(name + i));
      }
    }
    return files;
  }

  private List<Path> allStateFiles() {
    return stateFiles("", "manifest.tmp", "snapshot-", "log-");
  }

  /** A command line of strace for calls that concern these files, and no others. */
  private static List<String> strace(List<Path> files, String calls, String fault) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("strace", "-D", "-f", "-qq", "-o", "/dev/null"));
    command.addAll(List.of("-e", "inject=" + calls + ":" + fault));
    files.forEach(file -> command.addAll(List.of("-P", file.toString())));
    return command;
  }

  private void write(RotatingLog log) throws IOException {
    log.write(lines.lines(CHUNK));
    written += CHUNK;
  }

  /** Lives of the agent, each killed in a later call, until one is not killed by it any more. */
  private int killInEvery(String calls, RotatingLog log) throws Exception {
    for (int call = 1; call <= MOST_CALLS; call++) {
      write(log);
      try (StockAgent agent =
          StockAgent.startUnder(
              strace(allStateFiles(), calls, "signal=SIGKILL:when=" + call),
              home,
              pipeline.durableConf())) {
        if (!endsBeforeAllIsDone(agent)) {
          agent.kill();
          return call - 1;
        }
      }
    }
    return MOST_CALLS;
  }

  /** However long that takes, as long as rows come: under strace each call of the agent is slow. */
  private boolean endsBeforeAllIsDone(StockAgent agent) throws Exception {
    while (!pipeline.isDrainedAfterKills(written)) {
      int rows = pipeline.rows().all().size();
      if (agent.endsBefore(
          () -> pipeline.rows().all().size() > rows || pipeline.isDrainedAfterKills(written))) {
        return true;
      }
    }
    return false;
  }

  private void finish() throws Exception {
    try (StockAgent agent = StockAgent.start(home, pipeline.durableConf())) {
      agent.await("all lines in closed windows", () -> pipeline.isDrainedAfterKills(written));
      agent.stop();
    }
    assertRowsAreRight();
  }

  private void assertRowsAreRight() throws Exception {
    pipeline.rows().read().assertRepeatsAreTheSame();
    try (Duck duck = Duck.over(pipeline.logs().resolve("access.log*"))) {
      assertThat(pipeline.windows("perMinute")).isEqualTo(duck.windows(60, 60));
      assertThat(pipeline.windows("fiveMinutes")).isEqualTo(duck.windows(300, 60));
      assertThat(pipeline.rows().sinkLines("counted")).isEqualTo(duck.requests());
    }
  }

  @Test
  void agentKilledInEveryForceAndRename_everyRowEqualsSql() throws Exception {
    try (RotatingLog log = new RotatingLog(pipeline.logs().resolve("access.log"))) {
      int forces = killInEvery("fsync,fdatasync", log);
      int renames = killInEvery("rename,renameat,renameat2", log);
      System.out.println("killed in " + forces + " forces and " + renames + " renames");
      assertThat(forces).isGreaterThan(5);
      assertThat(renames).isPositive();
    }
    finish();
  }

  /** Java does not pass on what the system says of a failed force of a file. */
  @ParameterizedTest
  @CsvSource({
    "snapshot-, 1, sync failed",
    "log-, 3, sync failed",
    "manifest.tmp, 2, sync failed",
    "'', 1, Input/output error",
    "'', 4, Input/output error",
  })
  void forceThatFails_isAnErrorAndTheSinkGoesOnByItself(String file, int call, String message)
      throws Exception {
    failAndGoOn(stateFiles(file), "fsync,fdatasync", "error=EIO:when=" + call, message);
  }

  @Test
  void renameThatFails_isAnErrorAndTheSinkGoesOnByItself() throws Exception {
    String calls = "rename,renameat,renameat2";
    failAndGoOn(allStateFiles(), calls, "error=ENOSPC:when=1", "No space left on device");
  }

  private void failAndGoOn(List<Path> files, String calls, String fault, String message)
      throws Exception {
    List<String> strace = strace(files, calls, fault);
    try (RotatingLog log = new RotatingLog(pipeline.logs().resolve("access.log"));
        StockAgent agent = StockAgent.startUnder(strace, home, pipeline.durableConf())) {
      for (int i = 0; i < 5; i++) {
        write(log);
        agent.liveAtMost(1_000);
      }
      agent.await("all lines in closed windows", () -> pipeline.isDrainedAfterKills(written));
      assertThat(agent.log()).contains(message, "cannot write the state in", "Nothing is lost");
      agent.stop();
    }
    assertRowsAreRight();
  }
}
