package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stock Flume agent in a process of its own, with the class path of {@code bin/flume-ng}. */
final class Agent {
  private static final long STOP_SECONDS = 20;
  private static final int SHOWN_LINES = 25;
  private static final Pattern PAGE = Pattern.compile("MonitorServer .* listens on (http://\\S+/)");
  private static final String LOG4J2 =
      "<Configuration status=\"WARN\"><Appenders><Console name=\"console\">"
          + "<PatternLayout pattern=\"%d{ISO8601} %-5p [%t] %c{1}: %m%n\"/></Console></Appenders>"
          + "<Loggers><Root level=\"INFO\"><AppenderRef ref=\"console\"/></Root></Loggers>"
          + "</Configuration>\n";

  private final Path log;
  private final Process process;

  private Agent(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /**
   * Unpacks the plugins and starts an agent.
   *
   * @param run the folder of the run; its configuration is there as {@code quickstart.conf}
   * @param tarball the plugins
   * @param stockLib Flume's lib folder
   * @param options further ones of the JVM
   */
  static Agent start(Path run, Path tarball, Path stockLib, String... options)
      throws IOException, InterruptedException, QuickstartException {
    Path home = run.resolve("flume");
    unpack(tarball, home);
    Path conf = home.resolve("conf");
    Files.write(conf.resolve("log4j2.xml"), LOG4J2.getBytes(StandardCharsets.UTF_8));
    Path plugin = home.resolve("plugins.d/flume-aggregation");
    String classPath =
        String.join(
            File.pathSeparator,
            conf.toString(),
            stockLib + "/*",
            plugin + "/lib/*",
            plugin + "/libext/*");
    Path log = run.resolve("agent.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError");
    builder.command().addAll(Arrays.asList(options));
    builder
        .command()
        .addAll(
            Arrays.asList(
                "-cp",
                classPath,
                "org.apache.flume.node.Application",
                "-n",
                "a1",
                "-f",
                run.resolve("quickstart.conf").toString()));
    builder.environment().put("QUICKSTART_RUN", run.toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Agent(log, builder.start());
  }

  /** The address of its page; null until it has one. */
  @Nullable
  String page() {
    for (String line : logLines()) {
      Matcher listens = PAGE.matcher(line);
      if (listens.find()) {
        return listens.group(1);
      }
    }
    return null;
  }

  private static void unpack(Path tarball, Path home)
      throws IOException, InterruptedException, QuickstartException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", tarball.toString(), "-C", home.toString())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new QuickstartException("tar could not unpack " + tarball);
    }
  }

  /**
   * Makes sure that the agent is at work.
   *
   * @throws QuickstartException if it has ended, or does not work; with the end of its log
   */
  void check() throws QuickstartException {
    if (!process.isAlive()) {
      throw failure("the agent ended early");
    }
    if (logLines().stream()
        .anyMatch(
            line ->
                line.contains("due to an error during configuration")
                    || line.contains("OutOfMemoryError"))) {
      throw failure("the agent does not work");
    }
  }

  /** An exception that shows what the agent's log says of errors. */
  QuickstartException failure(String what) {
    List<String> shown = new ArrayList<>();
    int after = 0;
    for (String line : logLines()) {
      after = line.contains(" ERROR ") || line.startsWith("Caused by") ? 5 : after - 1;
      if (after > 0) {
        shown.add(line);
      }
    }
    List<String> last = shown.subList(Math.max(0, shown.size() - SHOWN_LINES), shown.size());
    return new QuickstartException(
        what + "; the agent's log is " + log + "\n" + String.join("\n", last));
  }

  private List<String> logLines() {
    try {
      return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return new ArrayList<>();
    }
  }

  /** Ends the agent as an operator does, and waits until it is gone. */
  static void stop(@Nullable Agent agent) {
    if (agent == null) {
      return;
    }
    agent.process.destroy();
    try {
      if (!agent.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        agent.process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      agent.process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
