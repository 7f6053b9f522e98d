package io.github.flumeaggregation.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the monitor of an agent shows at one moment. */
final class Scrape {
  /** Lets the system choose a port. */
  static final String[] JVM_OPTIONS = {
    "-Dflume.monitoring.type=io.github.flumeaggregation.monitor.MonitorServer",
    "-Dflume.monitoring.port=0"
  };

  private static final Pattern ADDRESS =
      Pattern.compile(
          "MonitorServer of Flume Aggregation \\S+ listens on (http://127.0.0.1:\\d+)/");

  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+(?:[{].*[}])?) (\\S+)");

  private final String text;
  private final Map<String, Double> samples = new TreeMap<>();

  private Scrape(String text) {
    this.text = text;
    for (String line : text.split("\n")) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        samples.put(sample.group(1), Double.valueOf(sample.group(2)));
      }
    }
  }

  /** The address of the monitor of the process that an agent is now, without a path. */
  static String address(StockAgent agent) {
    agent.awaitLog(" listens on http://");
    Matcher address = ADDRESS.matcher(agent.log());
    String last = "";
    while (address.find()) {
      last = address.group(1);
    }
    return last;
  }

  static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Looks at the agent whose monitor is at an address. */
  static Scrape of(String address) throws IOException, InterruptedException {
    return new Scrape(get(address + "/metrics").body());
  }

  String text() {
    return text;
  }

  /** Every series and its value, with labels in the order of their names. */
  Map<String, Double> samples() {
    return samples;
  }

  /** A series' value; -1 if it is not shown. */
  double value(String series) {
    return samples.getOrDefault(series, -1.0);
  }
}
