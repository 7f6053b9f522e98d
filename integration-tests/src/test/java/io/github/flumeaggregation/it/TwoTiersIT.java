package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two edges and a collector, joined by Flume's Avro RPC with compression, are killed in turn with
 * {@code kill -9} while the edges' logs grow and rotate.
 */
class TwoTiersIT {
  private static final int KILLS = Integer.getInteger("it.kills");
  private static final int CHUNK = 1_500;
  private static final long MILLIS_PER_LINE = 40;
  private static final int LONGEST_LIFE_MILLIS = 2_000;
  private static final long SEED = Long.getLong("it.seed", 20261122);

  @TempDir Path dir;
  private final Random random = new Random(SEED);
  private final List<Edge> edges = new ArrayList<>();
  private Node collector;
  private int firstPort;
  private int secondPort;

  /** A machine with a web server. */
  private final class Edge {
    final String name;
    final Node node;
    final AccessLog lines;
    final RotatingLog log;

    Edge(String name, long seed) throws Exception {
      this.name = name;
      node = new Node(dir.resolve(name));
      lines = new AccessLog(seed, MILLIS_PER_LINE);
      log = new RotatingLog(node.logs().resolve("access.log"));
    }

    void write() throws IOException {
      log.write(lines.lines(CHUNK));
      if (random.nextInt(4) == 0) {
        log.rename();
        log.reopen();
      }
    }
  }

  @BeforeEach
  void makeMachines() throws Exception {
    System.out.println("it.seed = " + SEED);
    int[] ports = {FreePort.find(), FreePort.find()};
    firstPort = ports[0];
    secondPort = ports[1];
    collector = new Node(dir.resolve("collector"));
    edges.add(new Edge("edge1", SEED));
    edges.add(new Edge("edge2", SEED + 1));
  }

  @AfterEach
  void stopMachines() throws IOException {
    collector.close();
    for (Edge edge : edges) {
      edge.node.close();
      edge.log.close();
    }
  }

  @Test
  @Tag("versions")
  void collectorCounts_rowsEqualSqlOverTheFilesOfAllEdges() throws Exception {
    killInTurn(
        edge -> edge.node.start("edge.conf", addresses()),
        kill -> startCollector(kill % 2 == 0 ? "second" : "first second"));
    long written = 2L * (KILLS + 1) * CHUNK;
    await("all lines", () -> collector.rows().areDrained("traffic", written));
    try (Duck duck = Duck.over(dir.resolve("edge*/var/log/nginx/access.log*"))) {
      collector.rows().assertTrafficIs(duck);
    }
  }

  private String[] addresses() {
    return new String[] {
      "a1.sinks.first.hostname = 127.0.0.1",
      "a1.sinks.first.port = " + firstPort,
      "a1.sinks.second.hostname = 127.0.0.1",
      "a1.sinks.second.port = " + secondPort,
      "a1.sinkgroups.collector.processor.maxpenalty = 1000"
    };
  }

  /** Starts the collector, reachable at one address or both. */
  private void startCollector(String sources) throws IOException {
    collector.start(
        "collector.conf",
        "a1.sources = rows " + sources,
        "a1.sources.first.bind = 127.0.0.1",
        "a1.sources.first.port = " + firstPort,
        "a1.sources.second.bind = 127.0.0.1",
        "a1.sources.second.port = " + secondPort,
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.channels.results.keep-alive = 30",
        "a1.sinks.files.sink.batchSize = 1");
  }

  @Test
  void edgesCount_nodeKeepsTheirRowsApart() throws Exception {
    killInTurn(this::startCountingEdge, kill -> startRowsCollector());
    long written = (KILLS + 1L) * CHUNK;
    for (Edge edge : edges) {
      await(
          "the rows of " + edge.name,
          () -> collector.rows().of(edge.name).areDrained("traffic", written));
      try (Duck duck = Duck.over(edge.node.logs().resolve("access.log*"))) {
        collector.rows().of(edge.name).assertTrafficIs(duck);
      }
    }
  }

  private void startCountingEdge(Edge edge) throws IOException {
    edge.node.start(
        "edge-windows.conf",
        "a1.sinks.windows.node = " + edge.name,
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.sinks.collector.hostname = 127.0.0.1",
        "a1.sinks.collector.port = " + firstPort);
  }

  /** Waits for what comes to the collector; what holds it up is in the edges' logs. */
  private void await(String what, Callable<Boolean> condition) {
    try {
      collector.agent().await(what, condition);
    } catch (AssertionError e) {
      StringBuilder logs = new StringBuilder();
      for (Edge edge : edges) {
        logs.append("\n\n").append(edge.name).append(":\n").append(edge.node.agent().tail());
      }
      throw new AssertionError(e.getMessage() + logs, e);
    }
  }

  private void startRowsCollector() throws IOException {
    collector.start(
        "rows-collector.conf",
        "a1.sources.edges.bind = 127.0.0.1",
        "a1.sources.edges.port = " + firstPort,
        "a1.channels.results.keep-alive = 30",
        "a1.sinks.files.sink.batchSize = 1");
  }

  private interface Start<T> {
    void accept(T what) throws Exception;
  }

  /** Kills first edge, second edge and collector by turns, and starts each again. */
  private void killInTurn(Start<Edge> startEdge, Start<Integer> startCollector) throws Exception {
    startCollector.accept(1);
    for (Edge edge : edges) {
      startEdge.accept(edge);
    }
    for (int kill = 0; kill < KILLS; kill++) {
      for (Edge edge : edges) {
        edge.write();
      }
      Node victim = kill % 3 == 2 ? collector : edges.get(kill % 3).node;
      // Any moment will do, start-up and recovery included: there is nothing to wait for.
      victim.agent().liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
      victim.agent().kill();
      if (victim == collector) {
        startCollector.accept(kill);
      } else {
        startEdge.accept(edges.get(kill % 3));
      }
    }
    for (Edge edge : edges) {
      edge.write();
    }
  }
}
