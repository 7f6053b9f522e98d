package io.github.flumeaggregation.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an agent's numbers through Flume's own HTTP monitoring. */
final class Monitoring {
  /** What to start an agent with; port 0 lets the system choose one. */
  static final String[] JVM_OPTIONS = {"-Dflume.monitoring.type=http", "-Dflume.monitoring.port=0"};

  /** Jetty's line about the port that it got. */
  private static final Pattern STARTED =
      Pattern.compile("Started ServerConnector@[^{]*\\{HTTP/1.1.*\\{[^:]*:(\\d+)\\}");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI metrics;

  private Monitoring(URI metrics) {
    this.metrics = metrics;
  }

  /** The monitoring of an agent that was started with {@link #JVM_OPTIONS}. */
  static Monitoring of(StockAgent agent) {
    agent.await("monitoring", () -> STARTED.matcher(agent.log()).find());
    Matcher started = STARTED.matcher(agent.log());
    if (!started.find()) {
      throw new IllegalStateException("the log has lost a line");
    }
    return new Monitoring(URI.create("http://127.0.0.1:" + started.group(1) + "/metrics"));
  }

  /**
   * One number of a component.
   *
   * @param component such as {@code CHANNEL.c1}
   * @return -1 if the component does not show it (yet)
   */
  long number(String component, String attribute) throws IOException, InterruptedException {
    String value = values(component).get(attribute);
    return value == null ? -1 : Long.parseLong(value);
  }

  /** All that a component shows; nothing if there is no such component (yet). */
  Map<String, String> values(String component) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(metrics).build();
    String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonObject attributes =
        JsonParser.parseString(body).getAsJsonObject().getAsJsonObject(component);
    Map<String, String> values = new TreeMap<>();
    if (attributes != null) {
      attributes.entrySet().forEach(e -> values.put(e.getKey(), e.getValue().getAsString()));
    }
    return values;
  }
}
