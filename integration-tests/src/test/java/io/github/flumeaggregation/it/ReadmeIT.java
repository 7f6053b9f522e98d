package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's commands, as they stand there, start an agent that counts. They go through a script that
 * treats arguments and environment as Flume's {@code bin/flume-ng} does.
 */
class ReadmeIT {
  private static final String START = "bin/flume-ng agent";
  private static final String HEAP_WARNING = "the heap of this agent is";

  /** Half an hour; windows close while lines come. */
  private static final int LINES = 20_000;

  @TempDir Path dir;
  private FlumeHome home;
  private List<String> commands;

  @BeforeEach
  void followReadmeUpToTheStart() throws Exception {
    home = FlumeHome.createIn(dir);
    home.addStartScript();
    writeLog();

    commands = Page.of("README.md").commands("## Drop it");
    assertThat(commands.get(0)).startsWith("mvn ");
    run(FlumeHome.PROJECT, commands.get(1));
    moveVar(home.dir().resolve("plugins.d/flume-aggregation/conf/access-log.conf"));
    for (String command : commands.subList(2, commands.size() - 1)) {
      run(home.dir(), command);
    }
  }

  private void writeLog() throws IOException {
    Path logs = Files.createDirectories(dir.resolve("var/log/nginx"));
    Files.write(logs.resolve("access.log"), new AccessLog(3, 90).lines(LINES));
  }

  private void moveVar(Path conf) throws IOException {
    Files.writeString(conf, moved(Files.readString(conf)));
  }

  private String moved(String text) {
    return text.replace("/var/", dir + "/var/");
  }

  private void run(Path folder, String command) throws Exception {
    Process process = shell(moved(command)).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).as(command).isZero();
  }

  private ProcessBuilder shell(String command) {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", command);
    shell.environment().put("FLUME_HOME", home.dir().toString());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return shell;
  }

  private StockAgent startWith(String command, Map<String, String> environment) throws IOException {
    ProcessBuilder shell = shell("exec " + command);
    shell.environment().putAll(environment);
    return StockAgent.startBy(home, shell);
  }

  private String lastCommand() {
    return commands.get(commands.size() - 1);
  }

  @Test
  void commands_startAnAgentThatCounts() throws Exception {
    assertThat(lastCommand())
        .startsWith(START)
        .contains(" -Xmx512m", " -XX:+ExitOnOutOfMemoryError");
    try (StockAgent agent = startWith(lastCommand(), Map.of())) {
      RowFiles rows = new RowFiles(dir.resolve("var/lib/flume/rows"));
      agent.await("rows", () -> rows.results("traffic").size() >= 100);
      // Stock file channels log an error when they are interrupted by a stop.
      assertThat(agent.log())
          .doesNotContain(" ERROR ", "\tat ", HEAP_WARNING)
          .contains("of Flume Aggregation " + System.getProperty("it.version"));
      agent.stop();
    }
  }

  @Test
  void heapInFlumeEnv_isTakenToo() throws Exception {
    Files.writeString(home.dir().resolve("conf/flume-env.sh"), "export JAVA_OPTS=\"-Xmx512m\"\n");
    try (StockAgent agent = startWith(withoutHeap(), Map.of())) {
      agent.awaitLog("WindowSink 'windows' of Flume Aggregation");
      assertThat(agent.log()).doesNotContain(HEAP_WARNING);
    }
  }

  @Test
  void heapInTheEnvironment_isIgnoredByFlume_andTheLogSaysWhatToDo() throws Exception {
    try (StockAgent agent = startWith(withoutHeap(), Map.of("JAVA_OPTS", "-Xmx512m"))) {
      agent.awaitLog("WindowSink 'windows': " + HEAP_WARNING);
      agent.awaitLog("TailSource 'log': " + HEAP_WARNING);
      assertThat(agent.log()).contains("bin/flume-ng agent -Xmx512m", "conf/flume-env.sh");
    }
  }

  private String withoutHeap() {
    return lastCommand().replaceAll(" -X\\S+", "");
  }
}
