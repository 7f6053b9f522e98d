package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/security.md says of TLS between two agents: its commands make the certificate, its
 * settings are those of the agents.
 */
class TlsIT {
  private static final int LINES = 2_000;
  private static final long MILLIS_PER_LINE = 40;

  @TempDir Path dir;
  private String page;
  private Node edge;
  private Node collector;
  private int[] ports;

  @BeforeEach
  void startCollector() throws Exception {
    String docs = Files.readString(FlumeHome.PROJECT.resolve("docs/security.md"));
    page = docs.substring(docs.indexOf("\n## TLS between two agents\n"));
    ports = new int[] {FreePort.find(), FreePort.find()};
    makeCertificate("keys");
    collector = new Node(dir.resolve("collector"));
    collector.start(
        "collector.conf",
        "a1.sources = rows first",
        settings("collector", "keys"),
        "a1.sources.first.ipFilterRules = allow:ip:127.*,deny:ip:*",
        "a1.sources.first.bind = 127.0.0.1",
        "a1.sources.first.port = " + ports[0],
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.channels.results.keep-alive = 30",
        "a1.sinks.files.sink.batchSize = 1");
    edge = new Node(dir.resolve("edge"));
    Files.write(edge.logs().resolve("access.log"), new AccessLog(1, MILLIS_PER_LINE).lines(LINES));
  }

  @AfterEach
  void stop() {
    edge.close();
    collector.close();
  }

  /** Runs the page's commands in a folder of their own. */
  private void makeCertificate(String folder) throws Exception {
    Path keys = Files.createDirectory(dir.resolve(folder));
    ProcessBuilder shell = new ProcessBuilder("sh", "-ec", block("sh")).inheritIO();
    String jdk = Path.of(System.getProperty("java.home"), "bin").toString();
    shell.environment().merge("PATH", jdk, (path, bin) -> bin + File.pathSeparator + path);
    assertThat(shell.directory(keys.toFile()).start().waitFor()).isZero();
  }

  private String block(String language) {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(page)
        .results()
        .map((MatchResult block) -> block.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** The page's settings of one of the two agents, with the keys of a folder. */
  private String settings(String agent, String keys) {
    String both = block("properties");
    String ours = both.substring(both.indexOf("# " + agent)).split("\n\n", 2)[0];
    return ours.replace("/etc/flume", dir.resolve(keys).toString());
  }

  private void startEdge(String keys) throws Exception {
    edge.start(
        "edge.conf",
        settings("edges", keys),
        "a1.sinks.first.hostname = 127.0.0.1",
        "a1.sinks.first.port = " + ports[0],
        "a1.sinks.second.hostname = 127.0.0.1",
        "a1.sinks.second.port = " + ports[1],
        "a1.sinkgroups.collector.processor.maxpenalty = 1000");
  }

  @Test
  void edgeThatDoesNotTrustTheCollector_sendsNothingAndLosesNothing() throws Exception {
    makeCertificate("others");
    startEdge("others");
    edge.agent().awaitLog("SSLHandshakeException");
    assertThat(collector.rows().all()).isEmpty();
    edge.agent().stop();

    startEdge("keys");
    collector.agent().await("all lines", () -> collector.rows().areDrained("traffic", LINES));
    try (Duck duck = Duck.over(edge.logs().resolve("access.log*"))) {
      collector.rows().assertTrafficIs(duck);
    }
  }
}
