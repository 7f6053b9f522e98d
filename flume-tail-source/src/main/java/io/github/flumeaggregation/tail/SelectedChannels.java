package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.confirm.ConfirmationRules;
import io.github.flumeaggregation.core.confirm.ConfirmingSinks;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flume.Channel;
import org.apache.flume.ChannelSelector;
import org.apache.flume.channel.MemoryChannel;

/** The channels of a running agent that lie between a source and the window sinks. */
final class SelectedChannels implements ConfirmationRules.Wiring<Channel> {
  private final ChannelSelector selector;

  /**
   * @param selector of the source
   */
  SelectedChannels(ChannelSelector selector) {
    this.selector = selector;
  }

  @Override
  public List<String> windowSinks() {
    return ConfirmingSinks.names();
  }

  @Override
  public @Nullable Channel channelOf(String windowSink) {
    Object channel = ConfirmingSinks.channelOf(windowSink);
    return channel instanceof Channel ? (Channel) channel : null;
  }

  @Override
  public List<Channel> requiredChannels() {
    // No event is looked at by a selector that replicates.
    List<Channel> required = selector.getRequiredChannels(null);
    return required == null ? Collections.emptyList() : required;
  }

  @Override
  public String name(Channel channel) {
    return channel.getName();
  }

  @Override
  public String type(Channel channel) {
    return channel.getClass().getSimpleName();
  }

  @Override
  public boolean isMemory(Channel channel) {
    return channel instanceof MemoryChannel;
  }

  /** Flume tells nobody of other sinks: of those, the window sink finds out by what it takes. */
  @Override
  public List<String> takers(Channel channel) {
    return windowSinks().stream()
        .filter(sink -> ConfirmingSinks.channelOf(sink) == channel)
        .collect(Collectors.toList());
  }
}
