package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine of a test: a folder with its own /var, and an agent on one of the examples that can be
 * killed and started again.
 */
final class Node implements AutoCloseable {
  private final Path dir;
  private final FlumeHome home;
  private StockAgent agent;

  /** A machine whose files lie below {@code dir}, which must not exist. */
  Node(Path dir) throws IOException, InterruptedException {
    this.dir = Files.createDirectory(dir);
    home = FlumeHome.createIn(dir);
    Files.createDirectories(logs());
    Files.createDirectories(dir.resolve("var/lib/flume/rows"));
  }

  /** The folder of the web server's logs. */
  Path logs() {
    return dir.resolve("var/log/nginx");
  }

  FlumeHome home() {
    return home;
  }

  /** What the agent's file_roll sink has written. */
  Rows rows() throws IOException {
    return new RowFiles(dir.resolve("var/lib/flume/rows")).read();
  }

  StockAgent agent() {
    return agent;
  }

  /**
   * Starts an agent.
   *
   * @param example a file of examples/
   * @param settings lines that replace what the example says of the same keys
   */
  StockAgent start(String example, String... settings) throws IOException {
    return start(example, settings, new String[0]);
  }

  /** The same, with options for the JVM. */
  StockAgent start(String example, String[] settings, String[] jvmOptions) throws IOException {
    String conf = Files.readString(FlumeHome.PROJECT.resolve("examples").resolve(example));
    agent =
        StockAgent.start(
            home,
            conf.replace("/var/", dir + "/var/") + String.join("\n", settings) + "\n",
            jvmOptions);
    return agent;
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
  }
}
