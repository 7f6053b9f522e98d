package io.github.flumeaggregation.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of the archive does what docs/command-line.md shows, word for word. */
class CommandLineIT {
  private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

  @TempDir Path dir;
  private Path home;

  @BeforeEach
  void unpack() throws Exception {
    home = FlumeHome.createIn(dir).dir();
    Files.copy(FlumeHome.PROJECT.resolve("examples/data/access.log"), home.resolve("access.log"));
  }

  @Test
  void page_showsWhatComesOut() throws Exception {
    Matcher console =
        CONSOLE.matcher(Files.readString(FlumeHome.PROJECT.resolve("docs/command-line.md")));
    List<String> shown = new ArrayList<>();
    List<String> came = new ArrayList<>();
    while (console.find()) {
      shown.add(console.group(1));
      StringBuilder session = new StringBuilder();
      for (String line : console.group(1).split("\n")) {
        if (line.startsWith("$ ")) {
          session.append(line).append('\n').append(run(line.substring(2)));
        }
      }
      came.add(session.toString());
    }
    assertThat(came).hasSize(8).isEqualTo(shown);
  }

  @Test
  void withoutFlume_saysHowToNameIt() throws Exception {
    Files.delete(home.resolve("lib"));
    assertThat(run("flume-aggregation --help || echo exit $?"))
        .contains("Flume is not found", "--flume-home", "exit 2");
    assertThat(run("flume-aggregation --flume-home . --help || echo exit $?"))
        .contains("--flume-home '.': there is no lib/flume-ng-core-*.jar in it", "exit 2");
  }

  @Test
  void fromAnotherPlace_findsFlumeByTheOption() throws Exception {
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Files.move(home.resolve("plugins.d"), elsewhere.resolve("plugins.d"));
    String command = elsewhere + "/plugins.d/flume-aggregation/bin/flume-aggregation";
    assertThat(run(command + " --flume-home " + home + " guess access.log | grep -c windows"))
        .contains("1000 of 1000 lines");
  }

  /** What a command writes, errors too, in the home of the agent. */
  private String run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command);
    builder.directory(home.toFile()).redirectErrorStream(true);
    builder.environment().remove("FLUME_HOME");
    builder.environment().remove("HADOOP_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .merge("PATH", home + "/plugins.d/flume-aggregation/bin", (path, own) -> own + ":" + path);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
