package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.engine.Batch;
import io.github.flumeaggregation.tail.engine.Confirmation;
import io.github.flumeaggregation.tail.engine.Delivery;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.instrumentation.SourceCounter;

/** Puts batches into the channels of a source, and knows who confirms them. */
final class ChannelDelivery implements Delivery, AutoCloseable {
  private final ChannelProcessor channels;
  private final EventFactory events;
  private final SourceCounter metrics;
  private final @Nullable SinkConfirmation confirmation;

  /**
   * @param confirmation null if that a channel has taken a batch is enough
   */
  ChannelDelivery(
      ChannelProcessor channels,
      EventFactory events,
      SourceCounter metrics,
      @Nullable SinkConfirmation confirmation) {
    this.channels = channels;
    this.events = events;
    this.metrics = metrics;
    this.confirmation = confirmation;
  }

  @Override
  public Confirmation confirmation() {
    return confirmation == null ? Confirmation.NOT_NEEDED : confirmation;
  }

  @Override
  public void deliver(Batch batch, int count) {
    int fresh = batch.offer(count);
    if (fresh > 0) {
      metrics.addToEventReceivedCount(fresh);
      metrics.incrementAppendBatchReceivedCount();
    }
    try {
      channels.processEventBatch(events.events(batch, count));
    } catch (RuntimeException e) {
      // A ChannelException, which Flume 2.0 has in another package, so it is not named here.
      metrics.incrementChannelWriteFail();
      throw isBeyondTransactionCapacity(e) ? new Delivery.TooLargeException(e) : e;
    }
    metrics.addToEventAcceptedCount(count);
    metrics.incrementAppendBatchAcceptedCount();
  }

  /** The words of both the memory and the file channel; they have no exception of their own. */
  private static boolean isBeyondTransactionCapacity(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.startsWith("Put queue for ")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (confirmation != null) {
      confirmation.close();
    }
  }
}
