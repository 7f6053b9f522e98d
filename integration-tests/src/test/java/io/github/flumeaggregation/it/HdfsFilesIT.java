package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly-once files in HDFS, while the agent is killed at random moments, the NameNode is
 * restarted and a DataNode is lost: each row is in one file, once.
 */
class HdfsFilesIT {
  private static final int KILLS = Integer.getInteger("it.kills", 6);
  private static final int CHUNK = 1_500;
  private static final long MILLIS_PER_LINE = 40;
  private static final int LONGEST_LIFE_MILLIS = 5_000;
  private static final long SEED = Long.getLong("it.seed", 20261122);
  private static final String FILES = "/flume/windows";

  @TempDir Path dir;
  private final Random random = new Random(SEED);
  private final AccessLog lines = new AccessLog(SEED, MILLIS_PER_LINE);

  @Test
  void agentKilledAndHdfsRestarted_eachRowIsInOneFileOnce() throws Exception {
    System.out.println("it.seed = " + SEED);
    try (MiniHdfs hdfs = MiniHdfs.start(dir.resolve("hdfs"));
        Node web = new Node(dir.resolve("web"));
        RotatingLog log = new RotatingLog(web.logs().resolve("access.log"))) {
      hdfs.serve(web.home());
      for (int kill = 0; kill < KILLS; kill++) {
        start(web, hdfs);
        log.write(lines.lines(CHUNK));
        if (kill == KILLS / 3) {
          hdfs.restartNameNode();
        } else if (kill == 2 * KILLS / 3) {
          hdfs.stopDataNode();
        }
        // Any moment will do, start-up and recovery included: there is nothing to wait for.
        web.agent().liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
        web.agent().kill();
      }
      log.write(lines.lines(CHUNK));
      finish(web, hdfs);
      assertFilesAreRight(hdfs);
    }
  }

  private static void start(Node web, MiniHdfs hdfs) throws Exception {
    web.start(
        "hdfs-files.conf",
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.sinks.windows.files.path = " + hdfs.uri() + FILES + "/%{aggregation}/%Y%m%d/%H",
        "a1.sinks.windows.files.timeZone = UTC",
        "a1.sinks.windows.files.rollRows = 40",
        "a1.sinks.windows.files.rollInterval = 200ms");
  }

  private static void finish(Node web, MiniHdfs hdfs) throws Exception {
    start(web, hdfs);
    web.agent()
        .await("all rows", () -> hdfs.rows(FILES).areDrained("traffic", (KILLS + 1L) * CHUNK));
    web.agent().stop();
  }

  private void assertFilesAreRight(MiniHdfs hdfs) throws Exception {
    Rows rows = hdfs.rows(FILES);
    assertThat(rows.all().stream().map(Row::id)).doesNotHaveDuplicates();
    try (Duck duck = Duck.over(dir.resolve("web/var/log/nginx/access.log*"))) {
      rows.assertTrafficIs(duck);
    }
    assertThat(hdfs.visibleFiles(FILES))
        .allSatisfy(
            path ->
                assertThat(path.toString())
                    .matches(
                        ".*/windows/(traffic|sink)/20150517/[01][0-9]"
                            + "/web1-windows-[0-9a-f]{8}-[0-9]{15}[.]avro"));
    // The last stop may have come while the next files were being written, and nothing else.
    assertThat(hdfs.allFiles(FILES))
        .filteredOn(path -> !path.getName().endsWith(".avro"))
        .allSatisfy(
            path ->
                assertThat(path.toString())
                    .matches(".*/windows/_web1-windows-[0-9a-f]{8}/[0-9]+/([0-9]|complete)"));
  }
}
