package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark reads the rows that are in HDFS; its totals, in SQL, are those of the log. */
class SparkIT {
  private static final int LINES = 8_000;
  private static final long MILLIS_PER_LINE = 40;
  private static final String[] FORMATS = {"avro", "json"};
  private static final long SEED = Long.getLong("it.seed", 20261122);

  @TempDir Path dir;

  @Test
  void avroAndJsonInHdfs_addUpToTheLog() throws Exception {
    System.out.println("it.seed = " + SEED);
    Files.write(dir.resolve("access.log"), new AccessLog(SEED, MILLIS_PER_LINE).lines(LINES));
    Spark spark = new Spark(Files.createDirectory(dir.resolve("spark")));
    try (MiniHdfs hdfs = MiniHdfs.start(dir.resolve("hdfs"));
        Node avro = start(hdfs, "avro");
        Node json = start(hdfs, "json")) {
      finish(avro, hdfs, "avro");
      finish(json, hdfs, "json");
      for (String format : FORMATS) {
        spark.write(
            format,
            Spark.example(format).replace("hdfs://namenode:8020", hdfs.uri() + "/" + format));
      }
      spark.run(FORMATS);
    }
    try (Duck duck = Duck.over(dir.resolve("access.log"))) {
      for (String format : FORMATS) {
        assertThat(spark.totals(format)).as(format).isEqualTo(duck.totals());
      }
    }
  }

  private static String folder(String format) {
    return "/" + format + "/flume/windows";
  }

  private Node start(MiniHdfs hdfs, String format) throws Exception {
    Node web = new Node(dir.resolve(format));
    hdfs.serve(web.home());
    Files.createLink(web.logs().resolve("access.log"), dir.resolve("access.log"));
    web.start(
        "hdfs-files.conf",
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.sinks.windows.files.path = " + hdfs.uri() + folder(format) + "/%{aggregation}/%Y%m%d",
        "a1.sinks.windows.files.format = " + format,
        "a1.sinks.windows.files.rollInterval = 500ms");
    return web;
  }

  private static void finish(Node web, MiniHdfs hdfs, String format) throws Exception {
    web.agent().await("all rows", () -> hdfs.rows(folder(format)).areDrained("traffic", LINES));
    web.agent().stop();
  }

  @Test
  void documentation_showsWhatRan() throws Exception {
    String pipelines = Files.readString(FlumeHome.PROJECT.resolve("docs/pipelines.md"));
    for (String format : List.of("avro", "json", "kafka")) {
      assertThat(pipelines).contains(Spark.example(format));
    }
    for (String example : List.of("hdfs.conf", "hdfs-files.conf", "recipes.conf")) {
      assertThat(pipelines)
          .contains(Files.readString(FlumeHome.PROJECT.resolve("examples").resolve(example)));
    }
  }
}
