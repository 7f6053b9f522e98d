package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Kafka broker in a process of its own, which is its own controller and keeps its data when it is
 * killed. {@link #close()} leaves no process behind.
 */
final class KafkaBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String HEAP = "-Xmx256m";

  /** Any 16 bytes in base 64. */
  private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg";

  private static final String SETTINGS =
      """
      process.roles=broker,controller
      node.id=1
      controller.quorum.voters=1@127.0.0.1:%d
      controller.listener.names=CONTROLLER
      listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
      advertised.listeners=PLAINTEXT://127.0.0.1:%d
      listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
      log.dirs=%s
      auto.create.topics.enable=false
      offsets.topic.num.partitions=1
      offsets.topic.replication.factor=1
      transaction.state.log.num.partitions=1
      transaction.state.log.replication.factor=1
      transaction.state.log.min.isr=1
      group.initial.rebalance.delay.ms=0
      group.min.session.timeout.ms=1000
      log.retention.ms=-1
      """;

  private final Path dir;
  private final String classPath;
  private final int port;
  private Process process;

  private KafkaBroker(Path dir, String classPath, int port) {
    this.dir = dir;
    this.classPath = classPath;
    this.port = port;
  }

  /**
   * Starts a broker with an empty data folder.
   *
   * @param version {@code 3.9} or {@code 4.1}
   */
  static KafkaBroker start(Path dir, String version) throws IOException, InterruptedException {
    Path classPath =
        FlumeHome.PROJECT.resolve("integration-tests/kafka-" + version + "/target/class-path");
    int[] ports = {FreePort.find(), FreePort.find()};
    int port = ports[0];
    KafkaBroker broker =
        new KafkaBroker(Files.createDirectory(dir), Files.readString(classPath).strip(), port);
    int controller = ports[1];
    Files.writeString(
        broker.settings(),
        SETTINGS.formatted(controller, port, controller, port, dir.resolve("data")));
    Process format =
        broker.run("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", broker.settings());
    if (format.waitFor() != 0) {
      throw new IOException("cannot format:\n" + broker.log());
    }
    broker.start();
    return broker;
  }

  private Path settings() {
    return dir.resolve("server.properties");
  }

  private Process run(Object... command) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(HEAP, "-cp", classPath));
    for (Object word : command) {
      words.add(word.toString());
    }
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
        .start();
  }

  /** Starts the broker (again), and waits until it answers. */
  void start() throws IOException {
    process = run("kafka.Kafka", settings());
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(this::answers);
    } catch (ConditionTimeoutException e) {
      throw new IOException("the broker does not answer; its log:\n" + log(), e);
    }
  }

  private boolean answers() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IOException("the broker ended:\n" + log());
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      return admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size() == 1;
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return false; // not yet started
    }
  }

  private String log() throws IOException {
    return Files.readString(dir.resolve("log"));
  }

  /** Where clients find it. */
  String servers() {
    return "127.0.0.1:" + port;
  }

  void createTopic(String name, int partitions) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
      Awaitility.await()
          .alias("leaders of " + name)
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(() -> hasLeaders(admin, name, partitions));
    }
  }

  private static boolean hasLeaders(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    List<TopicPartitionInfo> known =
        admin.describeTopics(List.of(topic)).all().get().get(topic).partitions();
    return known.size() == partitions
        && known.stream().allMatch(one -> one.leader() != null && !one.leader().isEmpty());
  }

  /** Where a partition ends now: the number of records that were ever written to it. */
  long end(TopicPartition partition) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  /** Moves a group of consumers, none of which may be there. */
  void setGroup(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      // The last of them may have died just now, and is missed only after a while.
      Awaitility.await()
          .alias("an empty group")
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(() -> admin.alterConsumerGroupOffsets(group, offsets).all().get() == null);
    }
  }

  /** Somebody who writes texts, each once. */
  KafkaProducer<String, String> producer() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", servers());
    settings.put("enable.idempotence", "true");
    // Stock Flume's old client, which these tests use, may get stuck with several at once.
    settings.put("max.in.flight.requests.per.connection", "1");
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** All that is in a topic. */
  List<ConsumerRecord<String, String>> read(String topic) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", servers());
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Kills the broker as {@code kill -9} does, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
