package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows to Kafka by Flume's Kafka sink, and lines that wait in Flume's Kafka channel, while agent
 * and broker are killed.
 */
class KafkaPipelinesIT {
  private static final int KILLS = 2;
  private static final int CHUNK = 1_500;
  private static final long MILLIS_PER_LINE = 40;
  private static final int LONGEST_LIFE_MILLIS = 2_500;
  private static final int PARTITIONS = 3;
  private static final long SEED = Long.getLong("it.seed", 20261122);

  @TempDir Path dir;
  private final Random random = new Random(SEED);
  private Node web;
  private KafkaBroker broker;
  private RotatingLog log;

  @BeforeEach
  void makeMachine() throws Exception {
    System.out.println("it.seed = " + SEED);
    web = new Node(dir.resolve("web"));
    log = new RotatingLog(web.logs().resolve("access.log"));
  }

  @AfterEach
  void stopMachines() throws IOException {
    log.close();
    web.close();
    if (broker != null) {
      broker.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.9", "4.1"})
  void rowsToKafka_areCompleteByIdAndKeyedByGroup(String version) throws Exception {
    broker = KafkaBroker.start(dir.resolve("kafka"), version);
    broker.createTopic("traffic", PARTITIONS);

    long written = writeAndKill("to-kafka.conf", "a1.sinks.kafka.kafka.bootstrap.servers");

    web.agent().await("all lines", () -> rows().areDrained("traffic", written));
    try (Duck duck = Duck.over(web.logs().resolve("access.log*"))) {
      rows().assertTrafficIs(duck);
      assertThat(totalsInSpark()).isEqualTo(duck.totals());
    }
    assertKeysAreGroups();
  }

  private Map<String, String> totalsInSpark() throws Exception {
    Spark spark = new Spark(Files.createDirectory(dir.resolve("spark")));
    spark.write(
        "kafka", Spark.example("kafka").replace("kafka.example.com:9092", broker.servers()));
    spark.write("streamed", streamed(spark.stream(broker, "traffic")));
    spark.run("kafka", "streamed");
    assertThat(spark.totals("streamed"))
        .as("by Structured Streaming")
        .isEqualTo(spark.totals("kafka"));
    return spark.totals("kafka");
  }

  /** The same totals, of rows that are parsed already. */
  private static String streamed(Path folder) throws IOException {
    String sql = Spark.example("kafka");
    return "CREATE TEMPORARY VIEW parsed USING parquet OPTIONS (path '"
        + folder
        + "'); WITH "
        + sql.substring(sql.indexOf("ranked AS")).replace("row.", "");
  }

  private Rows rows() {
    return new Rows(
        broker.read("traffic").stream().map(record -> Row.parse(record.value())).toList());
  }

  private void assertKeysAreGroups() {
    Map<String, Integer> partitions = new HashMap<>();
    for (ConsumerRecord<String, String> record : broker.read("traffic")) {
      Row row = Row.parse(record.value());
      if (row.type().equals("row")) {
        assertThat(record.key()).isEqualTo("status=" + row.group("status"));
        assertThat(partitions.merge(record.key(), record.partition(), (before, now) -> before))
            .as("the partition of " + record.key())
            .isEqualTo(record.partition());
      }
    }
    assertThat(partitions).hasSizeGreaterThan(PARTITIONS);
  }

  @Test
  void linesInKafkaChannel_areCountedOnce() throws Exception {
    broker = KafkaBroker.start(dir.resolve("kafka"), "4.1");
    broker.createTopic("web1-lines", 1);
    broker.createTopic("web1-rows", 1);

    long written =
        writeAndKill(
            "kafka-channel.conf",
            "a1.channels.lines.kafka.bootstrap.servers",
            "a1.channels.results.kafka.bootstrap.servers");

    web.agent().await("all lines", () -> web.rows().areDrained("traffic", written));
    try (Duck duck = Duck.over(web.logs().resolve("access.log*"))) {
      web.rows().assertTrafficIs(duck);
    }
  }

  /** Writes the log while agent and broker are killed by turns; returns the number of lines. */
  private long writeAndKill(String example, String... serverKeys) throws Exception {
    AccessLog lines = new AccessLog(SEED, MILLIS_PER_LINE);
    start(example, serverKeys);
    for (int kill = 0; kill < KILLS; kill++) {
      log.write(lines.lines(CHUNK));
      if (kill == 0) {
        log.rename();
        log.reopen();
      }
      web.agent().liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
      if (kill % 2 == 0) {
        broker.kill();
        log.write(lines.lines(CHUNK));
        web.agent().liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
        broker.start();
      } else {
        web.agent().kill();
        start(example, serverKeys);
      }
    }
    log.write(lines.lines(CHUNK));
    return (KILLS + KILLS / 2 + 1L) * CHUNK;
  }

  private void start(String example, String... serverKeys) throws IOException {
    StringBuilder settings = new StringBuilder();
    for (String key : serverKeys) {
      settings.append(key).append(" = ").append(broker.servers()).append('\n');
    }
    web.start(
        example,
        settings.toString(),
        "a1.sinks.windows.node = it",
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.sinks.files.sink.batchSize = 1");
  }
}
