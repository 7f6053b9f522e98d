package io.github.flumeaggregation.it;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real Alertmanager of Debian's, which can be stopped and started again with its state. */
final class Alertmanager implements AutoCloseable {
  private static final String CONF =
      """
      route:
        receiver: hook
        group_by: [alertname]
        group_wait: 4s
        group_interval: 2s
        repeat_interval: 1h
      receivers:
        - name: hook
          webhook_configs:
            - url: URL
      """;

  private final Path dir;
  private final int port;
  private Process process;

  private Alertmanager(Path dir, int port) {
    this.dir = dir;
    this.port = port;
  }

  /** Starts one that groups by name and sends to {@code webhook}. */
  static Alertmanager start(Path dir, String webhook) throws IOException {
    Files.writeString(dir.resolve("alertmanager.yml"), CONF.replace("URL", webhook));
    Alertmanager alertmanager = new Alertmanager(dir, FreePort.find());
    alertmanager.start();
    return alertmanager;
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(
                "prometheus-alertmanager",
                "--config.file=" + dir.resolve("alertmanager.yml"),
                "--storage.path=" + dir.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(dir.resolve("alertmanager.log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isReady);
  }

  private boolean isReady() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url() + "-/ready").toURL().openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Ends it as an operator does; what it has notified it keeps on disk. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
