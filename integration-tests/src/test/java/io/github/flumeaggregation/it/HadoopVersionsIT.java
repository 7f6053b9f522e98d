package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our jars beside each supported Hadoop client, on each JVM that is installed and that it supports.
 */
@Tag("system")
class HadoopVersionsIT {
  private static final int LINES = 3_000;
  private static final long MILLIS_PER_LINE = 40;

  /** From 24 on there is no security manager, which older clients ask for the user. */
  private static final int NO_SECURITY_MANAGER = 24;

  @TempDir Path dir;
  private MiniHdfs hdfs;

  @BeforeEach
  void start() throws Exception {
    hdfs = MiniHdfs.start(dir.resolve("hdfs"));
  }

  @AfterEach
  void stop() {
    hdfs.close();
  }

  static Stream<Arguments> clientsAndJvms() throws IOException {
    List<Arguments> pairs = new ArrayList<>();
    try (Stream<Path> clients = Files.list(Path.of(System.getProperty("it.hadoopClient")))) {
      for (Path client : clients.sorted().toList()) {
        String version = client.getFileName().toString();
        for (Path jvm : Jvms.ownAndLater()) {
          if (Jvms.release(jvm) < NO_SECURITY_MANAGER || !version.startsWith("3.3.")) {
            pairs.add(Arguments.of(version, jvm));
          }
        }
      }
    }
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(3);
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("clientsAndJvms")
  void stockSinkAndOurFiles_writeTheSameRows(String client, Path jvm) throws Exception {
    try (Node stock = node("stock", client, jvm);
        Node ours = node("ours", client, jvm)) {
      stock.start(
          "hdfs.conf",
          "a1.sinks.windows.idleTimeout = 2s",
          "a1.sinks.toHdfs.hdfs.path = " + hdfs.uri() + "/stock/%Y%m%d",
          "a1.sinks.toHdfs.hdfs.rollInterval = 2",
          "a1.sinks.rawToHdfs.hdfs.path = " + hdfs.uri() + "/raw/%Y%m%d",
          "a1.sinks.rawToHdfs.hdfs.rollInterval = 2");
      ours.start(
          "hdfs-files.conf",
          "a1.sinks.windows.idleTimeout = 2s",
          "a1.sinks.windows.files.path = " + hdfs.uri() + "/ours/%Y%m%d",
          "a1.sinks.windows.files.rollInterval = 500ms");
      assertRowsAreRight(stock, "/stock");
      assertRowsAreRight(ours, "/ours");
    }
  }

  private Node node(String name, String client, Path jvm) throws Exception {
    Node node = new Node(dir.resolve(name));
    hdfs.serve(node.home(), client);
    node.home().useJava(jvm);
    Files.write(node.logs().resolve("access.log"), new AccessLog(3, MILLIS_PER_LINE).lines(LINES));
    return node;
  }

  private void assertRowsAreRight(Node node, String folder) throws Exception {
    node.agent().await("all rows", () -> hdfs.rows(folder).areDrained("traffic", LINES));
    node.agent().stop();
    try (Duck duck = Duck.over(node.logs().resolve("access.log"))) {
      hdfs.rows(folder).assertTrafficIs(duck);
    }
  }
}
