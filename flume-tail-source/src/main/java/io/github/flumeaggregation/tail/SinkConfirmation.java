package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.confirm.ConfirmationRules;
import io.github.flumeaggregation.core.confirm.ConfirmingSinks;
import io.github.flumeaggregation.core.confirm.SentMarkers;
import io.github.flumeaggregation.tail.engine.Confirmation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flume.Channel;
import org.apache.flume.ChannelSelector;
import org.apache.flume.FlumeException;
import org.apache.flume.Transaction;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confirmation by window sinks of this agent, each behind a memory channel of its own. The markers
 * go straight into those channels: interceptors, which may drop what they like, never see them.
 */
final class SinkConfirmation implements Confirmation, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkConfirmation.class);

  private final Set<Channel> channels = new LinkedHashSet<>();
  private final SentMarkers markers;

  /**
   * Finds the sinks.
   *
   * @param sinks their names, at least one
   * @throws FlumeException with every reason why one of them cannot confirm
   */
  SinkConfirmation(List<String> sinks, ChannelSelector selector) {
    List<String> faults = new ArrayList<>();
    if (!(selector instanceof ReplicatingChannelSelector)) {
      faults.add(
          "selector.type: with confirmedBy allowed is only replicating, by which every line comes"
              + " to every sink; remove the key, or confirmedBy");
    } else {
      find(sinks, new SelectedChannels(selector), faults);
    }
    if (!faults.isEmpty()) {
      throw new FlumeException(String.join("; ", faults));
    }
    markers = SentMarkers.begin(sinks);
  }

  private void find(List<String> sinks, SelectedChannels wiring, List<String> faults) {
    ConfirmationRules<Channel> rules = new ConfirmationRules<>(wiring);
    for (String sink : sinks) {
      String fault = rules.fault(sink);
      Channel channel = wiring.channelOf(sink);
      if (fault != null) {
        boolean known = wiring.windowSinks().contains(sink);
        faults.add(
            "confirmedBy: "
                + fault
                + (known ? "" : "; if it should be there, see in the log why it was dropped"));
      } else if (channel != null) {
        channels.add(channel);
      }
    }
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public boolean send(long marker) {
    try {
      channels.forEach(channel -> put(channel, markers.value(marker)));
      return true;
    } catch (RuntimeException e) {
      // The channel is full, mostly: the sender says so, if that lasts.
      LOG.debug("A channel did not take a marker", e);
      return false;
    }
  }

  private static void put(Channel channel, String value) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    try {
      Map<String, String> headers = new HashMap<>();
      headers.put(SentMarkers.HEADER, value);
      channel.put(new TailEvent(headers, new byte[0]));
      transaction.commit();
    } catch (RuntimeException | Error e) {
      transaction.rollback();
      throw e;
    } finally {
      transaction.close();
    }
  }

  @Override
  public long confirmed() {
    return markers.confirmed();
  }

  @Override
  public String waitingFor(long marker) {
    return markers.waitingFor(marker).stream()
        .map(SinkConfirmation::say)
        .collect(Collectors.joining(", "));
  }

  private static String say(String sink) {
    return ConfirmingSinks.names().contains(sink)
        ? "sink '" + sink + "' is down, full, or far behind"
        : "sink '" + sink + "' has stopped";
  }

  @Override
  public void close() {
    markers.close();
  }
}
