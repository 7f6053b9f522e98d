package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flume.Event;
import org.apache.flume.api.RpcClient;
import org.apache.flume.api.RpcClientFactory;
import org.apache.flume.event.EventBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stock sources feed interceptors in one agent; what its HTTP monitoring and a JMX client show
 * equals what SQL computes.
 */
class InterceptorSourcesIT {
  private static final long SEED = Long.getLong("it.seed", 20260518L);
  private static final int LINES = 12_000;
  private static final int BATCH = 100;
  private static final int CLIENTS = 8;

  /** 12,000 lines at 50 ms are 10 minutes of event time. */
  private static final long MILLIS_PER_LINE = 50;

  private static final long WINDOW_SECONDS = 300;

  private static final String CONF =
      """
      a1.sources = avro http dir
      a1.channels = lines
      a1.sinks = nowhere
      a1.sources.avro.type = avro
      a1.sources.avro.bind = 127.0.0.1
      a1.sources.avro.port = AVROPORT
      a1.sources.http.type = http
      a1.sources.http.bind = 127.0.0.1
      a1.sources.http.port = HTTPPORT
      a1.sources.dir.type = TAILDIR
      a1.sources.dir.filegroups = all
      a1.sources.dir.filegroups.all = DIR/logs/.*log
      a1.sources.dir.positionFile = DIR/positions.json
      a1.channels.lines.type = memory
      a1.channels.lines.capacity = 20000
      a1.channels.lines.transactionCapacity = 1000
      a1.channels.lines.keep-alive = 60
      a1.sinks.nowhere.type = null
      a1.sinks.nowhere.channel = lines
      """;

  private static final String INTERCEPTOR =
      """
      a1.sources.NAME.channels = lines
      a1.sources.NAME.interceptors = i
      a1.sources.NAME.interceptors.i.type = io.github.flumeaggregation.interceptor.AggregationInterceptor$Builder
      a1.sources.NAME.interceptors.i.name = NAME
      a1.sources.NAME.interceptors.i.fields = status
      a1.sources.NAME.interceptors.i.stamp = recent.avg(bytes)
      a1.sources.NAME.interceptors.i.aggregations = all recent
      a1.sources.NAME.interceptors.i.aggregations.all.compute = count, sum(bytes)
      a1.sources.NAME.interceptors.i.aggregations.recent.window = sliding 5m
      a1.sources.NAME.interceptors.i.aggregations.recent.groupBy = status
      a1.sources.NAME.interceptors.i.aggregations.recent.compute = COMPUTE
      """;

  private static List<String> lines;
  private static StockAgent agent;
  private static Monitoring monitoring;
  private static int avroPort;
  private static int httpPort;
  private static long requests;
  private static Map<String, Statistics> truth;

  @TempDir static Path dir;

  @BeforeAll
  static void startAgent() throws Exception {
    System.out.println("it.seed = " + SEED);
    lines = new AccessLog(SEED, MILLIS_PER_LINE).lines(LINES);
    Path sample = Files.write(dir.resolve("sample"), lines);
    try (Duck duck = Duck.over(sample)) {
      requests = duck.requests();
      truth = duck.latest(WINDOW_SECONDS);
    }
    Files.createDirectory(dir.resolve("logs"));
    avroPort = FreePort.find();
    httpPort = FreePort.find();
    agent = StockAgent.start(FlumeHome.createIn(dir), conf(), Monitoring.JVM_OPTIONS);
    monitoring = Monitoring.of(agent);
  }

  private static String conf() {
    StringBuilder conf = new StringBuilder(CONF);
    for (String name : List.of("avro", "http", "dir")) {
      conf.append(INTERCEPTOR.replace("NAME", name).replace("COMPUTE", Statistics.COMPUTE));
    }
    return conf.toString()
        .replace("DIR", dir.toString())
        .replace("AVROPORT", Integer.toString(avroPort))
        .replace("HTTPPORT", Integer.toString(httpPort));
  }

  @AfterAll
  static void stopAgent() {
    if (agent != null) {
      agent.close();
    }
  }

  @Test
  void avroSourceWithEightClients_valuesAreTheTruth() throws Exception {
    agent.awaitLog("Avro source avro started");
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    List<Future<?>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      clients.add(pool.submit(() -> sendByAvro(client)));
    }
    for (Future<?> client : clients) {
      client.get();
    }
    pool.shutdown();

    assertValuesAreTheTruth("avro");
  }

  /** Sends every eighth batch. */
  private static Void sendByAvro(int client) throws Exception {
    RpcClient rpc = RpcClientFactory.getDefaultInstance("127.0.0.1", avroPort, BATCH);
    try {
      for (int at = client * BATCH; at < LINES; at += CLIENTS * BATCH) {
        List<Event> events = new ArrayList<>();
        for (String line : batch(at)) {
          events.add(EventBuilder.withBody(line, StandardCharsets.UTF_8));
        }
        rpc.appendBatch(events);
      }
    } finally {
      rpc.close();
    }
    return null;
  }

  private static List<String> batch(int at) {
    return lines.subList(at, Math.min(LINES, at + BATCH));
  }

  @Test
  void httpSource_valuesAreTheTruth() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    agent.await("the HTTP source", () -> post(client, List.of()) == 200);
    for (int at = 0; at < LINES; at += BATCH) {
      assertThat(post(client, batch(at))).isEqualTo(200);
    }

    assertValuesAreTheTruth("http");
  }

  private static int post(HttpClient client, List<String> bodies) throws InterruptedException {
    List<Map<String, Object>> events = new ArrayList<>();
    for (String body : bodies) {
      events.add(Map.of("headers", Map.of(), "body", body));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/"))
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(events)))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return -1; // not yet started
    }
  }

  @Test
  void taildir_valuesAreTheTruth() throws Exception {
    Files.write(dir.resolve("logs/access.log"), lines);

    assertValuesAreTheTruth("dir");
  }

  private static void assertValuesAreTheTruth(String name) throws Exception {
    String component = "INTERCEPTOR." + name;
    agent.await("all lines", () -> monitoring.number(component, "LinesRead") >= LINES);
    Map<String, String> shown = monitoring.values(component);
    assertThat(shown)
        .containsEntry("LinesRead", Integer.toString(LINES))
        .containsEntry("LinesCounted", Long.toString(requests))
        .containsEntry("EventsWithoutPosition", Integer.toString(LINES))
        .containsEntry("EventsFailed", "0")
        .containsEntry("all.count", Long.toString(requests))
        .containsEntry("recent.groups", Integer.toString(truth.size()));
    assertThat(recent(shown)).isEqualTo(truth);
    try (JmxClient jmx = JmxClient.of(agent)) {
      shown.remove("Type");
      assertThat(jmx.values("org.apache.flume.interceptor:type=" + name))
          .containsAllEntriesOf(shown);
    }
    assertThat(agent.log().split("Interceptor '" + name + "': its source gives events without", -1))
        .as("the warning about events without a position")
        .hasSize(2);
  }

  private static Map<String, Statistics> recent(Map<String, String> shown) {
    Map<String, Statistics> recent = new TreeMap<>();
    for (String status : truth.keySet()) {
      recent.put(status, Statistics.of(shown, "recent.", "{status=" + status + "}"));
    }
    return recent;
  }
}
