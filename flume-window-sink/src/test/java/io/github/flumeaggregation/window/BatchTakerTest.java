package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import java.util.Map;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.Transaction;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.conf.Configurables;
import org.apache.flume.event.EventBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTakerTest {
  /** A stock channel that lets each take wait for three seconds, and counts them. */
  private static final class WaitingChannel extends MemoryChannel {
    int takes;

    @Override
    public Event take() {
      takes++;
      return super.take();
    }
  }

  private final WaitingChannel channel = new WaitingChannel();
  private long nanos;

  private BatchTaker taker(Channel from, String... settings) {
    WindowSinkConfig config = new WindowSinkConfig("w", Events.settings(settings));
    return new BatchTaker(from, config, () -> nanos);
  }

  private void start() {
    channel.setName("BatchTakerTest");
    Configurables.configure(
        channel, new Context(Map.of("capacity", "10000", "transactionCapacity", "1000")));
    channel.start();
  }

  @AfterEach
  void stop() {
    if (channel.takes > 0) {
      channel.stop();
    }
  }

  private void put(int events) {
    inTransaction(
        () -> {
          for (int i = 0; i < events; i++) {
            channel.put(EventBuilder.withBody(new byte[10]));
          }
        });
  }

  private int take(BatchTaker taker) {
    int[] taken = new int[1];
    inTransaction(() -> taken[0] = taker.take().size());
    return taken[0];
  }

  private void inTransaction(Runnable action) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    action.run();
    transaction.commit();
    transaction.close();
  }

  @Test
  void memoryChannel_isNeverAskedForMoreThanItHolds() {
    start();
    BatchTaker taker = taker(channel, "batchSize", "1000");
    for (int events : new int[] {1, 3, 1, 500, 2}) {
      put(events);
      channel.takes = 0;

      assertThat(take(taker)).isEqualTo(events);
      assertThat(channel.takes).as("each further one would wait").isEqualTo(events);
    }
  }

  @Test
  void linesThatComeWhileABatchIsTaken_areTakenWithItOrWithTheNext() {
    start();
    BatchTaker taker = taker(channel, "batchSize", "1000");
    int put = 0;
    int taken = 0;
    for (int round = 0; round < 50; round++) {
      put(10 + round);
      put += 10 + round;
      taken += take(taker);
      assertThat(channel.takes).isEqualTo(taken);
    }
    assertThat(taken).isEqualTo(put);
  }

  @Test
  void fullChannel_givesFullBatches() {
    start();
    put(1000);
    put(1000);
    BatchTaker taker = taker(channel, "batchSize", "300");

    assertThat(take(taker)).isEqualTo(300);
    assertThat(take(taker)).isEqualTo(300);
    assertThat(take(taker(channel, "batchSize", "1000", "batchBytes", "1000B"))).isEqualTo(100);
  }

  @Test
  void otherChannel_isAskedUntilItIsEmptyOrAHundredMillisecondsHavePassed() {
    Event event = EventBuilder.withBody(new byte[10]);
    Channel slow =
        new ScriptedChannel(
            () -> {
              nanos += 30_000_000;
              return event;
            });
    assertThat(taker(slow).take()).hasSize(5);

    assertThat(taker(ScriptedChannel.giving(event, event)).take()).hasSize(2);
  }
}
