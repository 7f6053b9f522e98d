package io.github.flumeaggregation.window;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flume.Channel;
import org.apache.flume.Event;

/**
 * Takes batches from a channel. Only the first event is waited for, while nothing is held; a batch
 * ends when it is full, when the channel is empty, and {@value #MAX_MILLIS} ms after its first
 * event. So a line waits here for no other.
 */
final class BatchTaker {
  /** How long a batch may last; then it is large enough to be worth a commit of its own. */
  private static final long MAX_MILLIS = 100;

  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(MAX_MILLIS);

  private final Channel channel;
  private final ChannelFill fill;
  private final SoleTaker soleTaker;
  private final WindowSinkConfig config;
  private final LongSupplier nanoTime;

  BatchTaker(Channel channel, WindowSinkConfig config, LongSupplier nanoTime) {
    this.channel = channel;
    this.fill = new ChannelFill(channel);
    this.soleTaker = new SoleTaker(channel.getName());
    this.config = config;
    this.nanoTime = nanoTime;
  }

  boolean isFor(Channel otherChannel, WindowSinkConfig otherConfig) {
    return channel == otherChannel && config == otherConfig;
  }

  /** Takes a batch, in a transaction that has just been begun; none if the channel is empty. */
  List<Event> take() {
    List<Event> batch = new ArrayList<>();
    fill.begin();
    Event event = takeOne();
    long startNanos = nanoTime.getAsLong();
    long bytes = 0;
    while (event != null) {
      batch.add(event);
      bytes += event.getBody().length;
      boolean goesOn =
          batch.size() < config.batchSize
              && bytes < config.batchBytes
              && nanoTime.getAsLong() - startNanos < MAX_NANOS
              && fill.hasMore(batch.size());
      event = goesOn ? takeOne() : null;
    }
    return batch;
  }

  private Event takeOne() {
    soleTaker.takes();
    return channel.take();
  }

  /** Whether nobody else takes from the channel, as far as can be known. */
  boolean isAlone() {
    return soleTaker.isSole();
  }
}
