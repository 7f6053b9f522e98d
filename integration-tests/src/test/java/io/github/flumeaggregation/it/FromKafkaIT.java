package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines that come through Flume's Kafka source; topic, partition and offset are their positions.
 */
class FromKafkaIT {
  private static final int KILLS = 2;
  private static final int CHUNK = 1_500;
  private static final long MILLIS_PER_LINE = 40;
  private static final int LONGEST_LIFE_MILLIS = 2_500;
  private static final String TOPIC = "access-log";
  private static final int PARTITIONS = 3;
  private static final String GROUP = "windows";
  private static final long SEED = Long.getLong("it.seed", 20261122);

  @TempDir Path dir;
  private final Random random = new Random(SEED);
  private final AccessLog lines = new AccessLog(SEED, MILLIS_PER_LINE);
  private final List<String> written = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private KafkaBroker broker;
  private KafkaProducer<String, String> producer;

  @BeforeEach
  void startBroker() throws Exception {
    System.out.println("it.seed = " + SEED);
    broker = KafkaBroker.start(dir.resolve("kafka"), "4.1");
    broker.createTopic(TOPIC, PARTITIONS);
    producer = broker.producer();
  }

  @AfterEach
  void stopEverything() {
    nodes.forEach(Node::close);
    producer.close(java.time.Duration.ZERO);
    broker.close();
  }

  private Node node(String name) throws Exception {
    Node node = new Node(dir.resolve(name));
    nodes.add(node);
    return node;
  }

  private void start(Node node, String name) throws IOException {
    node.start(
        "from-kafka.conf",
        "a1.sources.kafka.kafka.bootstrap.servers = " + broker.servers(),
        "a1.sources.kafka.batchDurationMillis = 100",
        "a1.sources.kafka.maxBackoffSleep = 500",
        "a1.sources.kafka.kafka.consumer.session.timeout.ms = 3000",
        "a1.sources.kafka.kafka.consumer.heartbeat.interval.ms = 1000",
        "a1.sinks.windows.node = " + name,
        "a1.sinks.windows.idleTimeout = 2s",
        "a1.channels.results.keep-alive = 30",
        "a1.sinks.files.sink.batchSize = 1");
  }

  /**
   * Writes lines to partitions in turn, and waits until the broker has them: the producer's own
   * retries are not what is tested here.
   */
  private void write(int count) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (String line : lines.lines(count)) {
      int partition = written.size() % PARTITIONS;
      sent.add(producer.send(new ProducerRecord<>(TOPIC, partition, null, line)));
      written.add(line);
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  private Duck truth() throws Exception {
    return Duck.over(Files.write(dir.resolve("truth"), written));
  }

  @Test
  @Tag("versions")
  void agentAndBrokerKilled_everyLineCountsOnce() throws Exception {
    Node node = node("agent");
    start(node, "it");
    for (int kill = 0; kill < KILLS; kill++) {
      write(CHUNK);
      node.agent().liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
      if (kill % 2 == 0) {
        node.agent().kill();
        start(node, "it");
      } else {
        broker.kill();
        node.agent().liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
        broker.start();
      }
    }
    write(CHUNK);

    node.agent().await("all lines", () -> node.rows().areDrained("traffic", written.size()));
    try (Duck duck = truth()) {
      node.rows().assertTrafficIs(duck);
    }
  }

  /**
   * What docs/guarantees.md does not promise: a partition that moves to another agent is read again
   * from where the group committed it last. Here that is 500 lines back, as if the first agent had
   * died before it could tell Kafka of its last batch.
   */
  @Test
  void partitionThatMovesToAnotherAgent_countsAgainWhatTheFirstHadNotCommitted() throws Exception {
    write(2 * CHUNK);
    Node first = node("first");
    start(first, "first");
    first.agent().await("all lines", () -> first.rows().areDrained("traffic", written.size()));
    first.agent().kill();
    int again = setBack(500);

    Node second = node("second");
    start(second, "second");
    second.agent().await("the moved lines", () -> second.rows().areDrained("traffic", again));
    second.agent().kill();
    setBack(500);
    start(first, "first");
    first.agent().await("the same lines", () -> first.rows().sinkLines("duplicate") == again);

    try (Duck duck = truth()) {
      first.rows().assertTrafficIs(duck);
      long counted = first.rows().sinkLines("counted") + second.rows().sinkLines("counted");
      long read = first.rows().sinkLines("read") + second.rows().sinkLines("read");
      long duplicate = first.rows().sinkLines("duplicate");
      assertThat(counted).isGreaterThan(duck.requests());
      assertThat(read - duplicate - written.size())
          .as("lines counted twice, from the books of all agents and the topic's end offsets")
          .isEqualTo(again);
    }
  }

  /** Sets the group back by so many lines in each partition; returns how many lines that are. */
  private int setBack(int offsets) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      TopicPartition one = new TopicPartition(TOPIC, partition);
      back.put(one, new OffsetAndMetadata(broker.end(one) - offsets));
    }
    broker.setGroup(GROUP, back);
    return offsets * PARTITIONS;
  }

  @Test
  void interceptorBehindKafkaSource_countsEveryLineOnce() throws Exception {
    Node node = node("agent");
    node.start(
        "kafka-counters.conf",
        new String[] {"a1.sources.kafka.kafka.bootstrap.servers = " + broker.servers()},
        Monitoring.JVM_OPTIONS);
    Monitoring monitoring = Monitoring.of(node.agent());
    write(CHUNK);
    node.agent().await("lines", () -> monitoring.number("INTERCEPTOR.web", "LinesRead") > 0);
    broker.kill();
    broker.start();
    write(CHUNK);

    try (Duck duck = truth()) {
      node.agent()
          .await(
              "all lines",
              () -> monitoring.number("INTERCEPTOR.web", "LinesRead") >= written.size());
      Map<String, String> shown = monitoring.values("INTERCEPTOR.web");
      assertThat(shown)
          .containsEntry("traffic.count", Long.toString(duck.requests()))
          .containsEntry("EventsWithoutPosition", "0")
          .containsEntry("EventsFailed", "0");
      duck.byStatus()
          .forEach(
              (status, count) ->
                  assertThat(shown)
                      .containsEntry("byStatus.count{status=" + status + "}", count.toString()));
    }
  }
}
