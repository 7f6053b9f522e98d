package io.github.flumeaggregation.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real Prometheus of Debian's, and what comes with it. */
final class Prometheus implements AutoCloseable {
  private final Process process;
  private final String url;

  private Prometheus(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts one with a configuration of {@code examples/prometheus}, looking every second. */
  static Prometheus start(Path dir, String target) throws IOException {
    Path examples = FlumeHome.PROJECT.resolve("examples/prometheus");
    Path home = Files.createDirectory(dir.resolve("prometheus"));
    String rules = "flume-rules.yml";
    Files.copy(examples.resolve(rules), home.resolve(rules));
    Path conf = home.resolve("prometheus.yml");
    Files.writeString(
        conf,
        Files.readString(examples.resolve("prometheus.yml"))
            .replace("localhost:9101", target)
            .replace("_interval: 15s", "_interval: 1s"));
    String address = "127.0.0.1:" + FreePort.find();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + conf,
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Prometheus prometheus = new Prometheus(process, "http://" + address);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(prometheus::isReady);
    return prometheus;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return Scrape.get(url + "/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The values that an expression has now. */
  List<Double> query(String expression) throws IOException, InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonObject answer =
        JsonParser.parseString(Scrape.get(url + "/api/v1/query?query=" + query).body())
            .getAsJsonObject();
    if (!answer.get("status").getAsString().equals("success")) {
      throw new IOException(expression + ": " + answer);
    }
    JsonArray results = answer.getAsJsonObject("data").getAsJsonArray("result");
    List<Double> values = new ArrayList<>();
    results.forEach(result -> values.add(value(result)));
    return values;
  }

  private static Double value(JsonElement result) {
    return Double.valueOf(result.getAsJsonObject().getAsJsonArray("value").get(1).getAsString());
  }

  /** What {@code promtool} says of its input, or a folder's files; nothing if it has no remark. */
  static String promtool(Path dir, String input, String... arguments)
      throws IOException, InterruptedException {
    Path file = Files.writeString(Files.createTempFile(dir, "promtool", ""), input);
    ProcessBuilder builder = new ProcessBuilder("promtool");
    builder.command().addAll(List.of(arguments));
    Process tool =
        builder
            .directory(FlumeHome.PROJECT.resolve("examples/prometheus").toFile())
            .redirectErrorStream(true)
            .redirectInput(file.toFile())
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return tool.waitFor() == 0 ? said : "failed: " + said;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
