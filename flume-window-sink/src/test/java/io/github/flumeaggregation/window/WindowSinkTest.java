package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.flumeaggregation.window.row.Events;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.EventDeliveryException;
import org.apache.flume.Sink;
import org.apache.flume.Transaction;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.conf.Configurables;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.event.SimpleEvent;
import org.apache.flume.lifecycle.LifecycleState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowSinkTest {
  private final MemoryChannel input = memoryChannel("input");
  private final MemoryChannel output = memoryChannel("output");
  private final WindowSink sink = new WindowSink();
  private final WindowResultSource source = new WindowResultSource();

  @TempDir Path stateDir;

  private static MemoryChannel memoryChannel(String name) {
    MemoryChannel channel = new MemoryChannel();
    channel.setName(name);
    Configurables.configure(channel, new Context(Map.of("keep-alive", "0")));
    channel.start();
    return channel;
  }

  @BeforeEach
  void start() {
    sink.setName("WindowSinkTest");
    sink.setChannel(input);
    Configurables.configure(
        sink,
        new Context(
            Events.settings(
                "idleTimeout", "0ms", "maxPendingRows", "3", "stateDir", stateDir.toString())));
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(output));
    source.setName("results");
    source.setChannelProcessor(new ChannelProcessor(selector));
    Configurables.configure(source, new Context(Map.of("sink", "WindowSinkTest")));
    sink.start();
    source.start();
  }

  @AfterEach
  void stop() {
    source.stop();
    sink.stop();
    sink.stop();
    input.stop();
    output.stop();
  }

  private void put(String file, long offset, String body) {
    inTransaction(
        input, () -> input.put(EventBuilder.withBody(bytes(body), position(file, offset, body))));
  }

  private Event takeOutput() {
    Event[] taken = new Event[1];
    inTransaction(output, () -> taken[0] = output.take());
    return taken[0];
  }

  private static void inTransaction(Channel channel, Runnable action) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    action.run();
    transaction.commit();
    transaction.close();
  }

  @Test
  void rowsReachTheChannelOfTheResultSource_andAreAcknowledged() throws Exception {
    put("f", 0, line(0, 200, 1));
    sink.process();
    sink.process();

    await().until(() -> Outboxes.find("WindowSinkTest", null).size() > 0);
    source.process();

    assertThat(takeOutput().getHeaders()).containsEntry("type", "row");
    assertThat(takeOutput().getHeaders()).containsEntry("type", "books");
    assertThat(Outboxes.find("WindowSinkTest", null).size()).isZero();
  }

  @Test
  void progressEventsThatBringNothing_leaveTheChannelIdle() throws Exception {
    put("f", 0, line(0, 200, 1));
    sink.process();
    inTransaction(
        input,
        () ->
            input.put(
                EventBuilder.withBody(
                    bytes("{\"type\":\"progress\",\"files\":[]}"),
                    Map.of("tail.progress", "true"))));
    sink.process();

    await().until(() -> Outboxes.find("WindowSinkTest", null).size() > 0);
  }

  @Test
  void fullOutbox_stopsTheSinkFromTaking() throws Exception {
    put("f", 0, line(0, 200, 1));
    sink.process();
    sink.process();
    await().until(() -> Outboxes.find("WindowSinkTest", null).isFull());

    put("f", 1000, line(1, 200, 1));
    sink.process();

    Event[] left = new Event[1];
    inTransaction(input, () -> left[0] = input.take());
    assertThat(left[0]).as("the event is still in the channel").isNotNull();
  }

  @Test
  void stopInTheMiddleOfAPut_leavesTheRowsInTheOutbox() throws Exception {
    put("f", 0, line(0, 200, 1));
    sink.process();
    sink.process();
    await().until(() -> Outboxes.find("WindowSinkTest", null).size() > 0);
    Channel stopping = ScriptedChannel.giving();
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(stopping));
    source.setChannelProcessor(new ChannelProcessor(selector));

    source.process();

    assertThat(Thread.interrupted()).as("the runner sees that it is to stop").isTrue();
    assertThat(Outboxes.find("WindowSinkTest", null).size()).isPositive();
  }

  @Test
  void failedCommit_rollsBackAndTheRedeliveryIsADuplicate() throws Exception {
    String body = line(0, 200, 1);
    Event event = EventBuilder.withBody(bytes(body), position("f", 0, body));
    ScriptedChannel failing = ScriptedChannel.giving(event).failingToCommit("disk full");
    sink.setChannel(failing);

    assertThatThrownBy(sink::process).hasMessage("disk full");
    assertThat(failing.ends).containsExactly("rollback", "close");

    sink.setChannel(input);
    put("f", 0, body);
    sink.process();
    sink.process();
    await().until(() -> Outboxes.find("WindowSinkTest", null).size() >= 3);
    source.process();
    takeOutput();
    takeOutput();
    assertThat(new String(takeOutput().getBody(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"read\":2,\"counted\":1,\"unparsed\":0,\"duplicate\":1");
  }

  /** Headers of which one cannot be read; many when all cannot. */
  private static Event poison(String offset, boolean wholly) {
    Map<String, String> headers =
        new HashMap<>(position("p", Long.parseLong(offset), "one\ntwo")) {
          @Override
          public String get(Object key) {
            if (wholly || key.equals("tail.readAt")) {
              throw new IllegalStateException("poison");
            }
            return super.get(key);
          }
        };
    return new SimpleEvent() {
      @Override
      public Map<String, String> getHeaders() {
        return headers;
      }

      @Override
      public byte[] getBody() {
        return bytes("one\ntwo");
      }
    };
  }

  @Test
  void eventsThatCannotBeProcessed_areBookedAndSetAsideAndTheRestGoesOn() throws Exception {
    for (int i = 0; i < 2; i++) {
      put("f", 0, line(0, 200, 1));
      inTransaction(input, () -> input.put(poison("0", false)));
      put("f", 1000, line(1, 200, 1));
      inTransaction(input, () -> input.put(poison("0", true)));
      put("f", 2000, line(2, 200, 1));

      assertThat(sink.process()).isEqualTo(Sink.Status.READY);
    }

    assertThat(monitored())
        .containsEntry("EventsSetAside", "4")
        .containsEntry("LinesCounted", "3")
        .containsEntry("LinesUnparsed", "4")
        .containsEntry("LinesDuplicate", "5");
    Event[] left = new Event[1];
    inTransaction(input, () -> left[0] = input.take());
    assertThat(left[0]).isNull();
  }

  @Test
  void error_isReportedInAWayThatFlumesThreadSurvives() throws Exception {
    ScriptedChannel failing =
        new ScriptedChannel(
            () -> {
              throw new OutOfMemoryError("test");
            });
    sink.setChannel(failing);

    assertThatThrownBy(sink::process)
        .isInstanceOf(EventDeliveryException.class)
        .hasMessageContaining("OutOfMemoryError");
    assertThat(failing.ends).containsExactly("rollback", "close");
  }

  @Test
  void wrongConfiguration_isAConfigurationExceptionWithAllFaults() {
    WindowSink wrong = new WindowSink();
    wrong.setName("x");

    assertThatThrownBy(
            () ->
                wrong.configure(
                    new Context(Events.settings("batchSize", "0", "maxFuture", "soon"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("2 faults")
        .hasMessageContaining("batchSize = '0'")
        .hasMessageContaining("maxFuture = 'soon'");
  }

  @Test
  void stateThatCannotBeOpened_leavesTheSinkStartedAndItTriesByItself() throws Exception {
    WindowSink second = new WindowSink();
    second.setName("second");
    second.setChannel(input);
    second.configure(new Context(Events.settings("stateDir", stateDir.toString())));

    second.start();

    assertThat(second.getLifecycleState()).isEqualTo(LifecycleState.START);
    put("f", 0, line(0, 200, 1));
    second.process();
    assertThat(monitored("second")).containsEntry("Working", "0");
    assertThat(monitored("WindowSinkTest")).containsEntry("Working", "1");
    Event[] left = new Event[1];
    inTransaction(input, () -> left[0] = input.take());
    assertThat(left[0]).as("it takes nothing").isNotNull();
    second.stop();
  }

  @Test
  void configuring_opensNothing() {
    WindowSink second = new WindowSink();
    second.setName("WindowSinkTest");
    second.configure(new Context(Events.settings()));

    assertThat(Outboxes.find("WindowSinkTest", null)).as("still the only one").isNotNull();
  }

  @Test
  void numbers_areShownByFlumesMonitoringEvenAfterTheStop() throws Exception {
    put("f", 0, line(0, 200, 1) + "\nno access log");
    sink.process();

    assertThat(monitored())
        .containsEntry("LinesRead", "2")
        .containsEntry("LinesCounted", "1")
        .containsEntry("LinesUnparsed", "1")
        .containsEntry("Slices", "1")
        .containsEntry("EventDrainSuccessCount", "1")
        .containsKeys(
            WindowSinkMetrics.ALL.stream().map(metric -> metric.name()).toArray(String[]::new));
    sink.stop();
    assertThat(monitored()).containsEntry("LinesRead", "2");
  }

  private static Map<String, String> monitored() {
    return monitored("WindowSinkTest");
  }

  private static Map<String, String> monitored(String sink) {
    return org.apache.flume.instrumentation.util.JMXPollUtil.getAllMBeans().get("SINK." + sink);
  }
}
