package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.confirm.ConfirmingSinks;
import io.github.flumeaggregation.core.confirm.SentMarkers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.flume.Channel;
import org.apache.flume.ChannelSelector;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.FlumeException;
import org.apache.flume.Transaction;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.MultiplexingChannelSelector;
import org.apache.flume.channel.PseudoTxnMemoryChannel;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkConfirmationTest {
  /** The registry is that of the process. */
  private final String prefix = UUID.randomUUID().toString();

  private final List<Runnable> cleanUp = new ArrayList<>();
  private final MemoryChannel first = memory("first", 10);
  private final MemoryChannel second = memory("second", 10);

  private static MemoryChannel memory(String name, int capacity) {
    MemoryChannel channel = new MemoryChannel();
    channel.setName(name);
    String size = Integer.toString(capacity);
    channel.configure(
        new Context(Map.of("capacity", size, "transactionCapacity", size, "keep-alive", "0")));
    channel.start();
    return channel;
  }

  private String sink(String name, Channel channel) {
    Supplier<Object> supplier = () -> channel;
    ConfirmingSinks.add(prefix + name, supplier);
    cleanUp.add(() -> ConfirmingSinks.remove(prefix + name, supplier));
    return prefix + name;
  }

  private static ChannelSelector replicating(Channel... channels) {
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(channels));
    return selector;
  }

  private SinkConfirmation confirmation(ChannelSelector selector, String... sinks) {
    SinkConfirmation confirmation = new SinkConfirmation(List.of(sinks), selector);
    cleanUp.add(confirmation::close);
    return confirmation;
  }

  @AfterEach
  void tearDown() {
    cleanUp.forEach(Runnable::run);
    first.stop();
    second.stop();
  }

  private static String take(Channel channel) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    Event event = channel.take();
    transaction.commit();
    transaction.close();
    return event == null ? null : SentMarkers.of(event.getHeaders(), event.getBody());
  }

  @Test
  void sinkThatHasStopped_isNamed() {
    Supplier<Object> supplier = () -> first;
    ConfirmingSinks.add(prefix, supplier);
    SinkConfirmation confirmation = confirmation(replicating(first), prefix);
    confirmation.send(1);
    assertThat(confirmation.waitingFor(1)).contains(prefix).contains("down, full, or far behind");

    ConfirmingSinks.remove(prefix, supplier);
    assertThat(confirmation.waitingFor(1)).contains(prefix).contains("has stopped");
  }

  @Test
  void twoSinks_confirmWhatBothHaveCounted() {
    SinkConfirmation confirmation =
        confirmation(replicating(first, second), sink("a", first), sink("b", second));
    assertThat(confirmation.send(1)).isTrue();
    assertThat(confirmation.send(2)).isTrue();
    take(first);
    SentMarkers.confirm(prefix + "a", take(first));
    assertThat(confirmation.confirmed()).isZero();

    SentMarkers.confirm(prefix + "b", take(second));
    assertThat(confirmation.confirmed()).isEqualTo(1);
    assertThat(confirmation.waitingFor(2))
        .contains("'" + prefix + "b'")
        .doesNotContain(prefix + "a");
  }

  @Test
  void channelWithoutRoom_takesNoMarker() {
    MemoryChannel tiny = memory("tiny", 1);
    SinkConfirmation confirmation = confirmation(replicating(tiny), sink("a", tiny));

    assertThat(confirmation.send(1)).isTrue();
    assertThat(confirmation.send(2)).isFalse();
    take(tiny);
    assertThat(confirmation.send(2)).isTrue();
    tiny.stop();
  }

  @Test
  void markerOfAnEarlierRun_confirmsNothing() {
    String sink = sink("a", first);
    confirmation(replicating(first), sink).send(7);
    SinkConfirmation next = confirmation(replicating(first), sink);
    SentMarkers.confirm(sink, take(first));

    assertThat(next.confirmed()).isZero();
  }

  @Test
  void nameOfNoSink_isRefusedWithWhatIsAllowed() {
    sink("windows", first);

    assertThatThrownBy(() -> confirmation(replicating(first), prefix + "windos"))
        .isInstanceOf(FlumeException.class)
        .hasMessageContaining("confirmedBy: this agent has no window sink '" + prefix + "windos'")
        .hasMessageContaining("windows")
        .hasMessageContaining("see in the log why it was dropped");
  }

  @Test
  void sinkBehindAnotherChannel_isRefused() {
    assertThatThrownBy(() -> confirmation(replicating(first), sink("a", second)))
        .hasMessageContaining("takes from channel 'second'")
        .hasMessageContaining(": first.");
  }

  @Test
  void optionalChannel_isRefused() {
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(first, second));
    selector.configure(new Context(Map.of("optional", "second")));

    assertThatThrownBy(() -> confirmation(selector, sink("a", second)))
        .hasMessageContaining(": first.")
        .hasMessageContaining("no optional one");
  }

  @Test
  void channelThatIsNoMemoryChannel_isRefused() {
    Channel other = new PseudoTxnMemoryChannel();
    other.setName("other");

    assertThatThrownBy(() -> confirmation(replicating(other), sink("a", other)))
        .hasMessageContaining("PseudoTxnMemoryChannel")
        .hasMessageContaining("allowed is memory");
  }

  @Test
  void twoSinksOfOneChannel_areRefused() {
    assertThatThrownBy(() -> confirmation(replicating(first), sink("a", first), sink("b", first)))
        .hasMessageContaining(prefix + "b' takes from channel 'first' as well")
        .hasMessageContaining(prefix + "a' takes from channel 'first' as well");
  }

  @Test
  void otherSelector_isRefused() {
    MultiplexingChannelSelector selector = new MultiplexingChannelSelector();
    selector.setChannels(List.of(first));

    assertThatThrownBy(() -> confirmation(selector, sink("a", first)))
        .hasMessageContaining("selector.type");
  }
}
