package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flume.Channel;
import org.apache.flume.ChannelSelector;
import org.apache.flume.Event;
import org.apache.flume.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch of events on its way into the channels that a selector has chosen. Each channel takes it
 * once, whatever the others do: Flume's own {@code ChannelProcessor} would put the whole batch into
 * all of them again when one of them is full.
 */
final class ChannelBatch {
  private static final Logger LOGGER = LoggerFactory.getLogger(ChannelBatch.class);

  private final Map<Channel, List<Event>> required = new LinkedHashMap<>();
  private final Map<Channel, List<Event>> optional = new LinkedHashMap<>();
  private final int rows;

  /**
   * A batch that no channel has taken yet.
   *
   * @param rows how many rows of the outbox it stands for; interceptors may have dropped some
   */
  ChannelBatch(int rows, List<Event> events, ChannelSelector selector) {
    this.rows = rows;
    for (Event event : events) {
      add(required, selector.getRequiredChannels(event), event);
      add(optional, selector.getOptionalChannels(event), event);
    }
  }

  private static void add(
      Map<Channel, List<Event>> to, @Nullable List<Channel> channels, Event event) {
    if (channels != null) {
      channels.forEach(channel -> to.computeIfAbsent(channel, c -> new ArrayList<>()).add(event));
    }
  }

  int rows() {
    return rows;
  }

  /**
   * Puts the batch into each channel that has not taken it yet; into optional ones at the first
   * call only.
   *
   * @return why a channel did not take it, the first of several; null if all have taken it
   */
  @Nullable
  RuntimeException put() {
    RuntimeException failure = null;
    for (Iterator<Map.Entry<Channel, List<Event>>> i = required.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<Channel, List<Event>> left = i.next();
      try {
        put(left.getKey(), left.getValue());
        i.remove();
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    putOptional();
    return failure;
  }

  private void putOptional() {
    for (Map.Entry<Channel, List<Event>> entry : optional.entrySet()) {
      try {
        put(entry.getKey(), entry.getValue());
      } catch (RuntimeException e) {
        LOGGER.warn(
            "Optional channel {} did not take {} rows: {}",
            entry.getKey().getName(),
            entry.getValue().size(),
            e.toString());
      }
    }
    optional.clear();
  }

  private static void put(Channel channel, List<Event> events) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    try {
      events.forEach(channel::put);
      transaction.commit();
    } catch (RuntimeException | Error e) {
      transaction.rollback();
      throw e;
    } finally {
      transaction.close();
    }
  }
}
