package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows and raw lines go to HDFS by Flume's own sink; HDFS fails meanwhile. */
class HdfsIT {
  private static final int CHUNK = 2_000;
  private static final long MILLIS_PER_LINE = 40;
  private static final long SEED = Long.getLong("it.seed", 20261122);
  private static final String ROWS = "/flume/rows";
  private static final String RAW = "/flume/raw";

  @TempDir Path dir;
  private final AccessLog log = new AccessLog(SEED, MILLIS_PER_LINE);
  private final List<String> written = new ArrayList<>();
  private MiniHdfs hdfs;
  private Node web;
  private RotatingLog file;

  @BeforeEach
  void start() throws Exception {
    System.out.println("it.seed = " + SEED);
    hdfs = MiniHdfs.start(dir.resolve("hdfs"));
    web = new Node(dir.resolve("web"));
    hdfs.serve(web.home());
    file = new RotatingLog(web.logs().resolve("access.log"));
  }

  @AfterEach
  void stop() throws Exception {
    file.close();
    web.close();
    hdfs.close();
  }

  private void write() throws IOException {
    List<String> lines = log.lines(CHUNK);
    file.write(lines);
    written.addAll(lines);
  }

  private void startAgent() throws IOException {
    web.start(
        "hdfs.conf",
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.sinks.toHdfs.hdfs.path = " + hdfs.uri() + ROWS + "/%Y%m%d/%H",
        "a1.sinks.toHdfs.hdfs.rollInterval = 2",
        "a1.sinks.toHdfs.hdfs.retryInterval = 1",
        "a1.sinks.rawToHdfs.hdfs.path = " + hdfs.uri() + RAW + "/%Y%m%d/%H",
        "a1.sinks.rawToHdfs.hdfs.rollInterval = 2",
        "a1.sinks.rawToHdfs.hdfs.retryInterval = 1");
  }

  private boolean isDrained() throws IOException {
    try {
      return hdfs.rows(ROWS).areDrained("traffic", written.size())
          && new HashSet<>(hdfs.lines(RAW)).containsAll(written);
    } catch (BlockMissingException e) {
      return false; // after a restart until the DataNode has reported its blocks
    }
  }

  @Test
  void hdfsIsWell_rawLinesAreTheBooksAndTheRowsThoseOfSql() throws Exception {
    write();
    startAgent();
    write();
    web.agent().await("all rows and lines", this::isDrained);
    web.agent().stop();

    Rows rows = hdfs.rows(ROWS);
    assertThat(hdfs.lines(RAW)).hasSize((int) rows.sinkLines("read")).hasSameElementsAs(written);
    assertThat(rows.sinkLines("read")).isEqualTo(written.size());
    assertRowsAreThoseOfSql(rows);
    for (org.apache.hadoop.fs.Path path : hdfs.visibleFiles(ROWS)) {
      assertThat(path.toString()).matches(".*/flume/rows/20150517/[01][0-9]/web1[.0-9]*[.]avro");
    }
    assertThat(web.agent().log()).doesNotContain(" ERROR ");
  }

  @Test
  void nameNodeRestartedAndDataNodeStopped_rowsAreCompleteById() throws Exception {
    write();
    startAgent();
    web.agent().await("first rows", () -> !hdfs.visibleFiles(ROWS).isEmpty());
    write();
    hdfs.restartNameNode();
    write();
    hdfs.stopDataNode();
    write();
    web.agent().await("all rows and lines", this::isDrained);
    web.agent().stop();

    assertThat(new HashSet<>(hdfs.lines(RAW))).isEqualTo(new HashSet<>(written));
    assertRowsAreThoseOfSql(hdfs.rows(ROWS));
  }

  private void assertRowsAreThoseOfSql(Rows rows) throws Exception {
    try (Duck duck = Duck.over(web.logs().resolve("access.log*"))) {
      rows.assertTrafficIs(duck);
    }
  }
}
