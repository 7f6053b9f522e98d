package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.SinkRunner;
import org.apache.flume.Transaction;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.conf.Configurables;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.sink.DefaultSinkProcessor;
import org.apache.flume.source.PollableSourceRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes from the line that closes a window to the alert in its channel. */
class AlertLatencyTest {
  private static final int WINDOWS = Integer.getInteger("test.windows", 40);
  private static final long LIMIT_MILLIS = 1_000;

  @TempDir Path stateDir;

  @Test
  void alert_isInItsChannelWithinASecondOfTheClosingLine() throws Exception {
    MemoryChannel lines = memoryChannel("lines", 0);
    MemoryChannel results = memoryChannel("results", 1);
    SinkRunner sink = sink(lines);
    PollableSourceRunner source = source(results);
    sink.start();
    source.start();
    try {
      long[] millis = new long[WINDOWS];
      put(lines, line(0, 500, 1));
      for (int window = 0; window < WINDOWS; window++) {
        // Every other window has an error: each closing fires the alert or ends it.
        int status = window % 2 == 0 ? 200 : 500;
        long startNanos = System.nanoTime();
        put(lines, line((window + 1) * 60L, status, 1));
        awaitAlert(results);
        millis[window] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      }
      Arrays.sort(millis);
      System.out.printf(
          "closing line to alert in its channel: median %d ms, worst %d ms of %d%n",
          millis[WINDOWS / 2], millis[WINDOWS - 1], WINDOWS);
      assertThat(millis[WINDOWS - 1]).isLessThan(LIMIT_MILLIS);
    } finally {
      source.stop();
      sink.stop();
      lines.stop();
      results.stop();
    }
  }

  private static MemoryChannel memoryChannel(String name, int keepAliveSeconds) {
    MemoryChannel channel = new MemoryChannel();
    channel.setName(name);
    Configurables.configure(channel, new Context(Map.of("keep-alive", "" + keepAliveSeconds)));
    channel.start();
    return channel;
  }

  private SinkRunner sink(Channel channel) {
    WindowSink sink = new WindowSink();
    sink.setName("AlertLatencyTest");
    sink.setChannel(channel);
    Configurables.configure(
        sink,
        new Context(
            Events.settings(
                "stateDir", stateDir.toString(),
                "maxOutOfOrder", "0ms",
                "aggregations.traffic.groupBy", "method",
                "aggregations.traffic.compute", "count(status >= 500) as errors",
                "alerts", "errors",
                "alerts.errors.on", "traffic",
                "alerts.errors.when", "errors > 0",
                "alerts.errors.maxAge", "off")));
    DefaultSinkProcessor processor = new DefaultSinkProcessor();
    processor.setSinks(List.of(sink));
    return new SinkRunner(processor);
  }

  private static PollableSourceRunner source(Channel channel) {
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of(channel));
    WindowResultSource source = new WindowResultSource();
    source.setName("AlertLatencyTest rows");
    source.setChannelProcessor(new ChannelProcessor(selector));
    Configurables.configure(source, new Context(Map.of("sink", "AlertLatencyTest")));
    PollableSourceRunner runner = new PollableSourceRunner();
    runner.setSource(source);
    return runner;
  }

  private static void put(Channel channel, String body) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    channel.put(EventBuilder.withBody(bytes(body)));
    transaction.commit();
    transaction.close();
  }

  private static void awaitAlert(Channel channel) {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < endNanos) {
      Event event = take(channel); // waits for one for a second
      if (event != null && event.getHeaders().get("type").equals("alert")) {
        return;
      }
    }
    throw new AssertionError("no alert within 30 s");
  }

  private static Event take(Channel channel) {
    Transaction transaction = channel.getTransaction();
    transaction.begin();
    Event event = channel.take();
    transaction.commit();
    transaction.close();
    return event;
  }
}
