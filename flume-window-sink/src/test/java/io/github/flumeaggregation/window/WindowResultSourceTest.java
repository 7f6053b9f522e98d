package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Outbox;
import io.github.flumeaggregation.window.state.StateException;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flume.Channel;
import org.apache.flume.ChannelSelector;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.Transaction;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.MultiplexingChannelSelector;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.conf.Configurables;
import org.apache.flume.interceptor.Interceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowResultSourceTest {
  private static final String SINK = "WindowResultSourceTest";

  private final List<Long> pauses = new ArrayList<>();
  private final WindowResultSource source = new WindowResultSource(() -> 0, pauses::add);
  private final List<Integer> acknowledged = new ArrayList<>();
  private boolean stateFails;
  private final Outbox outbox = new Outbox(1_000, Long.MAX_VALUE, 0, this::acknowledge);
  private final Channel healthy = channel("healthy", 1_000);
  private final Channel full = channel("full", 3);

  private void acknowledge(int count) {
    if (stateFails) {
      throw new StateException("the disk is full");
    }
    acknowledged.add(count);
    outbox.remove(count);
  }

  private static Channel channel(String name, int capacity) {
    MemoryChannel channel = new MemoryChannel();
    channel.setName(name);
    String most = Integer.toString(capacity);
    Configurables.configure(
        channel,
        new Context(Map.of("keep-alive", "0", "capacity", most, "transactionCapacity", most)));
    channel.start();
    return channel;
  }

  @BeforeEach
  void register() {
    Outboxes.register(new Outboxes.Address(SINK, new File("/none")), outbox);
  }

  @AfterEach
  void stop() {
    source.stop();
    Outboxes.unregister(outbox);
  }

  private void start(ChannelSelector selector, String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("sink", SINK, "batchSize", "3"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    source.setName("rows");
    Configurables.configure(source, new Context(settings));
    source.setChannelProcessor(new ChannelProcessor(selector));
    source.getChannelProcessor().initialize();
    source.start();
  }

  private static ChannelSelector replicating(Channel... channels) {
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(channels));
    Configurables.configure(selector, new Context());
    return selector;
  }

  private void addRows(int from, int to, String type) {
    List<OutboxRow> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Map<String, String> headers = Map.of("id", Integer.toString(i), "type", type);
      rows.add(new OutboxRow(headers, new byte[] {(byte) i}));
    }
    outbox.add(rows);
  }

  private void process(int times) {
    for (int i = 0; i < times; i++) {
      source.process();
    }
  }

  private static List<Event> take(Channel channel) {
    List<Event> taken = new ArrayList<>();
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    for (Event event = channel.take(); event != null; event = channel.take()) {
      taken.add(event);
      if (taken.size() % 3 == 0) {
        transaction.commit();
        transaction.close();
        transaction = channel.getTransaction();
        transaction.begin();
      }
    }
    transaction.commit();
    transaction.close();
    return taken;
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(event -> event.getHeaders().get("id")).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fullChannel_getsItsRowsLaterAndMultipliesNoneInTheOther(boolean fullIsFirst) {
    start(fullIsFirst ? replicating(full, healthy) : replicating(healthy, full));
    addRows(0, 9, "row");

    process(8);

    assertThat(ids(take(healthy))).containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L);
    assertThat(acknowledged).as("as far as both have come").containsExactly(3);
    assertThat(ids(take(full))).containsExactly("0", "1", "2");
    process(1);
    assertThat(ids(take(full))).containsExactly("3", "4", "5");
    process(1);
    assertThat(ids(take(full))).containsExactly("6", "7", "8");
    assertThat(ids(take(healthy))).containsExactly("6", "7", "8");
    assertThat(acknowledged).containsExactly(3, 3, 3);
  }

  @Test
  void rowsOfOtherTypes_doNotWaitForTheChannelOfOne() {
    MultiplexingChannelSelector selector = new MultiplexingChannelSelector();
    selector.setChannels(List.of(full, healthy));
    Configurables.configure(
        selector,
        new Context(Map.of("header", "type", "mapping.alert", "full", "default", "healthy")));
    start(selector);
    addRows(0, 3, "alert");
    addRows(3, 6, "row");
    process(2);
    assertThat(ids(take(healthy))).containsExactly("3", "4", "5");
    assertThat(ids(take(full))).containsExactly("0", "1", "2");
  }

  @Test
  void optionalChannelThatIsFull_holdsNothingUpAndGetsABatchOnce() {
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(healthy, full));
    Configurables.configure(selector, new Context(Map.of("optional", "full")));
    start(selector);
    addRows(0, 9, "row");
    process(3);
    assertThat(ids(take(healthy))).hasSize(9).doesNotHaveDuplicates();
    assertThat(ids(take(full))).containsExactly("0", "1", "2");
    assertThat(acknowledged).containsExactly(3, 3, 3);
  }

  @Test
  void failedAcknowledgement_isRepeatedAndNotTheBatch() {
    start(replicating(healthy));
    addRows(0, 3, "row");
    stateFails = true;
    process(4);
    stateFails = false;
    process(1);
    assertThat(ids(take(healthy))).containsExactly("0", "1", "2");
    assertThat(acknowledged).containsExactly(3);
  }

  @Test
  void interceptors_seeEachRowOnceAlthoughAChannelIsFull() {
    Counting.SEEN.set(0);
    start(
        replicating(healthy, full),
        "interceptors",
        "i",
        "interceptors.i.type",
        Counting.Builder.class.getName());
    addRows(0, 6, "row");
    process(5);
    assertThat(Counting.SEEN).hasValue(6);
    assertThat(take(healthy))
        .hasSize(6)
        .allSatisfy(event -> assertThat(event.getHeaders()).containsEntry("seen", "yes"));
  }

  @Test
  void interceptorThatDropsRows_leavesNoneInTheOutbox() {
    Counting.SEEN.set(0);
    start(
        replicating(healthy),
        "interceptors",
        "i",
        "interceptors.i.type",
        Counting.Builder.class.getName(),
        "interceptors.i.drop",
        "yes");
    addRows(0, 6, "row");
    process(2);
    assertThat(outbox.size()).isZero();
    assertThat(take(healthy)).isEmpty();
  }

  /** Counts the events that it sees. */
  public static final class Counting implements Interceptor {
    private static final AtomicInteger SEEN = new AtomicInteger();

    private final boolean drops;

    private Counting(boolean drops) {
      this.drops = drops;
    }

    @Override
    public void initialize() {}

    @Override
    public Event intercept(Event event) {
      SEEN.incrementAndGet();
      event.getHeaders().put("seen", "yes");
      return drops ? null : event;
    }

    @Override
    public List<Event> intercept(List<Event> events) {
      return events.stream().map(this::intercept).filter(event -> event != null).toList();
    }

    @Override
    public void close() {}

    /** Called by Flume. */
    public static final class Builder implements Interceptor.Builder {
      private boolean drops;

      @Override
      public Interceptor build() {
        return new Counting(drops);
      }

      @Override
      public void configure(Context context) {
        drops = context.getString("drop", "").equals("yes");
      }
    }
  }
}
