package io.github.flumeaggregation.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A stock Flume agent in a process of its own. {@link #close()} leaves no process behind, however a
 * test ends.
 */
final class StockAgent implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long STOP_SECONDS = 30;
  private static final int HEAP_MIB = 384;
  private static final Pattern CHECKPOINT_DIR =
      Pattern.compile("^\\S+\\.checkpointDir\\s*=\\s*(\\S+)", Pattern.MULTILINE);

  private final Path logFile;
  private final long logStart;
  private final Process process;

  /**
   * Of each file channel in a configuration file: the file that it cannot start with when empty.
   */
  private final List<Path> checkpoints;

  private StockAgent(Path logFile, long logStart, Process process, List<Path> checkpoints) {
    this.logFile = logFile;
    this.logStart = logStart;
    this.process = process;
    this.checkpoints = checkpoints;
  }

  /**
   * Starts an agent that is called {@code a1} in its configuration.
   *
   * @param conf text of the configuration file
   * @param jvmOptions further options of the JVM, such as those that switch Flume's monitoring on
   */
  static StockAgent start(FlumeHome home, String conf, String... jvmOptions) throws IOException {
    return startUnder(List.of(), home, conf, jvmOptions);
  }

  /**
   * The same under a program that starts another and becomes it, such as {@code strace -D}.
   *
   * @param wrapper its command line, without the agent's
   */
  static StockAgent startUnder(
      List<String> wrapper, FlumeHome home, String conf, String... jvmOptions) throws IOException {
    Path confFile = home.writeConf("agent.conf", conf);
    List<String> command = new ArrayList<>(wrapper);
    command.add(home.java().toString());
    command.add("-Xmx" + HEAP_MIB + "m");
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", home.classPath(), "org.apache.flume.node.Application"));
    command.addAll(List.of("-n", "a1", "-f", confFile.toString()));
    return start(home, new ProcessBuilder(command), checkpoints(conf));
  }

  private static List<Path> checkpoints(String conf) {
    return CHECKPOINT_DIR
        .matcher(conf)
        .results()
        .map(dir -> Path.of(dir.group(1), "checkpoint"))
        .toList();
  }

  /** Starts an agent by a command that becomes it. */
  static StockAgent startBy(FlumeHome home, ProcessBuilder builder) throws IOException {
    return start(home, builder, List.of());
  }

  private static StockAgent start(FlumeHome home, ProcessBuilder builder, List<Path> checkpoints)
      throws IOException {
    Path logFile = home.dir().resolve("agent.log");
    builder.directory(home.dir().toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
    long logStart = Files.exists(logFile) ? Files.size(logFile) : 0;
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new StockAgent(logFile, logStart, process, checkpoints);
  }

  /** Waits until this process has logged {@code text}; fails at once if it ends before that. */
  void awaitLog(String text) {
    await("'" + text + "' in the log", () -> logFrom(logStart).contains(text));
  }

  /** Waits for a condition; fails at once if the agent ends before it holds. */
  void await(String what, Callable<Boolean> condition) {
    try {
      awaitCondition(what, condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("waited for " + what + " in vain; the agent's log:\n" + tail(), e);
    }
  }

  private void awaitCondition(String what, Callable<Boolean> condition) {
    Awaitility.await()
        .alias(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              boolean ended = !process.isAlive();
              if (condition.call()) {
                return true;
              }
              if (ended) {
                throw new AssertionError("the agent ended; its log:\n" + tail());
              }
              return false;
            });
  }

  /** All that the agent has written to its log so far, by earlier processes in its home too. */
  String log() {
    return logFrom(0);
  }

  private String logFrom(long start) {
    try (InputStream in = Files.newInputStream(logFile)) {
      in.skipNBytes(start);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of {@link #log()}, for a message. */
  String tail() {
    String log = log();
    return log.substring(Math.max(0, log.length() - 6000));
  }

  /** Number of the agent's process. */
  long pid() {
    return process.pid();
  }

  /** Ends the agent as an operator does, and waits until it is gone. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the agent did not stop within " + STOP_SECONDS + " s:\n" + tail());
    }
  }

  /** Waits until the agent has ended, or a condition holds; whether it has ended. */
  boolean endsBefore(Callable<Boolean> condition) {
    try {
      awaitCondition("the agent's end", () -> !process.isAlive() || condition.call());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("the agent neither ended nor finished:\n" + tail(), e);
    }
    return !process.isAlive();
  }

  /** Lets the agent run for a time, or until it ends. */
  void liveAtMost(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the agent ended by itself:\n" + tail());
    }
  }

  /**
   * Kills the agent as {@code kill -9} does, and waits until it is gone. Any moment will do but the
   * few milliseconds in which a file channel makes its first checkpoint: Flume never starts again
   * on an empty one, whoever fills the channel (see docs/troubleshooting.md).
   */
  void kill() throws InterruptedException {
    await("the channels' checkpoints", () -> checkpoints.stream().allMatch(StockAgent::hasContent));
    process.destroyForcibly().waitFor();
  }

  private static boolean hasContent(Path file) {
    return file.toFile().length() > 0;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
