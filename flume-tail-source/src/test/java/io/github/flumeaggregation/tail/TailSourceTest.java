package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flume.ChannelException;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.FlumeException;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.instrumentation.util.JMXPollUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailSourceTest {
  @TempDir Path directory;
  private final FakeProcessor processor = new FakeProcessor();
  private final TailSource source = new TailSource();

  private static final class FakeProcessor extends ChannelProcessor {
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch entered = new CountDownLatch(1);
    volatile boolean hang;

    FakeProcessor() {
      super(new ReplicatingChannelSelector());
    }

    @Override
    public void processEventBatch(List<Event> batch) {
      entered.countDown();
      if (hang) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new ChannelException("interrupted", e);
        }
      }
      events.addAll(batch);
    }

    List<String> bodies() {
      return new ArrayList<>(events)
          .stream()
              .map(event -> new String(event.getBody(), StandardCharsets.UTF_8))
              .collect(Collectors.toList());
    }
  }

  private void configure(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("paths", directory + "/*.log");
    values.put("positionFile", directory + "/p.json");
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    source.setName("r1");
    source.setChannelProcessor(processor);
    source.configure(new Context(values));
  }

  /** A source whose disk is slow ends after {@code stop()} has given up waiting, and then saves. */
  @AfterEach
  void tearDown() {
    source.stop();
    awaitEnd();
  }

  static void awaitEnd() {
    awaitEnd(Duration.ofMinutes(2));
  }

  private static void awaitEnd(Duration atMost) {
    await()
        .atMost(atMost)
        .until(() -> threads().noneMatch(name -> name.startsWith("tail-source-")));
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }

  @Test
  void startedSource_deliversNewLinesAndSavesAtStop() throws IOException {
    Path log = Files.writeString(directory.resolve("a.log"), "one\n");
    configure();
    source.start();
    await().until(() -> processor.bodies().size() == 1);

    Files.writeString(log, "two\n", StandardOpenOption.APPEND);
    await().until(() -> processor.bodies().size() == 2);
    source.stop();
    source.stop();

    assertThat(processor.bodies()).containsExactly("one", "two");
    awaitSaved("\"offset\":8");
  }

  @Test
  void stopWhileTheChannelBlocks_endsAndKeepsThePosition() throws Exception {
    Files.writeString(directory.resolve("a.log"), "one\n");
    processor.hang = true;
    configure();
    source.start();
    assertThat(processor.entered.await(10, TimeUnit.SECONDS)).isTrue();

    source.stop();

    awaitEnd();
    awaitSaved("\"offset\":0");
  }

  /** {@code stop()} holds the source's monitor while it waits for the thread. */
  @Test
  void threadEnds_whileStopHoldsTheSource() throws IOException {
    Files.writeString(directory.resolve("a.log"), "one\n");
    configure();
    source.start();
    await().until(() -> processor.bodies().size() == 1);

    synchronized (source) {
      source.stop();
      awaitEnd(Duration.ofSeconds(10));
    }
  }

  /** On a machine that is busy, the source may end after {@code stop()} has given up waiting. */
  private void awaitSaved(String text) {
    Path positions = directory.resolve("p.json");
    await()
        .ignoreException(NoSuchFileException.class)
        .untilAsserted(() -> assertThat(Files.readString(positions)).contains(text));
  }

  @Test
  void headers_areThoseTheOperatorAskedFor() throws IOException {
    Path log = Files.writeString(directory.resolve("a.log"), "one\ntwo\n");
    configure("fileHeader", "true", "fileHeaderKey", "path", "byteOffsetHeader", "true");
    source.start();
    await().until(() -> processor.bodies().size() == 2);

    assertThat(processor.events.get(1).getHeaders())
        .containsEntry("path", log.toString())
        .containsEntry("byteoffset", "4");
  }

  @Test
  void configure_opensNothing() throws IOException {
    Files.writeString(directory.resolve("a.log"), "one\n");
    configure();

    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void badConfiguration_isFlumesConfigurationException() {
    assertThatThrownBy(() -> configure("batchSize", "many", "startAt", "noon"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("TailSource 'r1' does not start: 2 faults")
        .hasMessageContaining("batchSize = 'many'")
        .hasMessageContaining("startAt = 'noon'");
  }

  @Test
  void damagedPositionFile_keepsTheSourceFromStarting() throws IOException {
    Files.writeString(directory.resolve("p.json"), "nonsense");
    configure();

    assertThatThrownBy(source::start)
        .isInstanceOf(FlumeException.class)
        .hasMessageContaining("p.json");
  }

  /** Flume tries again every three seconds, and a user has 128 inotify instances. */
  @Test
  void failedStarts_leaveNothingOpen() throws IOException {
    Files.writeString(directory.resolve("p.json"), "nonsense");
    configure();
    assertThatThrownBy(source::start).isInstanceOf(FlumeException.class);
    long before = inotifyInstances();
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(source::start).isInstanceOf(FlumeException.class);
    }

    // Closed by a thread of the system's own.
    await().until(() -> inotifyInstances() <= before);
  }

  private static long inotifyInstances() throws IOException {
    try (var handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(TailSourceTest::isInotify).count();
    }
  }

  private static boolean isInotify(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString().contains("inotify");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void batchSize_isKnownToFlume() {
    configure("batchSize", "17");

    assertThat(source.getBatchSize()).isEqualTo(17);
  }

  @Test
  void secondSourceWithTheSamePositionFile_doesNotStart() {
    configure();
    source.start();
    TailSource second = new TailSource();
    second.setName("r2");
    second.setChannelProcessor(processor);
    second.configure(
        new Context(Map.of("paths", "/x/*.log", "positionFile", directory + "/p.json")));

    assertThatThrownBy(second::start)
        .isInstanceOf(FlumeException.class)
        .hasMessageContaining("in use by another source");
    source.stop();
    awaitEnd();
    second.start();
    second.stop();
  }

  @Test
  void numbers_areShownByFlumesMonitoring() throws IOException {
    Files.writeString(directory.resolve("a.log"), "one\ntwo\nhalf");
    configure();
    source.start();
    await().until(() -> "4".equals(shown().get("BytesBehind")));

    assertThat(shown())
        .containsEntry("LinesRead", "2")
        .containsEntry("BytesRead", "8")
        .containsEntry("FilesOpen", "1")
        .containsEntry("FilesTailed", "1")
        .containsEntry("PossibleLosses", "0")
        .containsEntry("EventAcceptedCount", "2")
        .containsEntry("Type", "SOURCE");
  }

  private static Map<String, String> shown() {
    return JMXPollUtil.getAllMBeans().getOrDefault("SOURCE.r1", Map.of());
  }

  @Test
  void transactionCapacityBelowBatchSize_isMetWithSmallerBatches() throws IOException {
    Files.writeString(directory.resolve("a.log"), "x\n".repeat(95));
    MemoryChannel channel = new MemoryChannel();
    channel.setName("c1");
    channel.configure(new Context(Map.of("capacity", "1000", "transactionCapacity", "10")));
    channel.start();
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(channel));
    configure();
    source.setChannelProcessor(new ChannelProcessor(selector));
    source.start();

    await().until(() -> "95".equals(shown().get("EventAcceptedCount")));
    channel.stop();
  }
}
