package io.github.flumeaggregation.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.channel.AbstractChannelSelector;
import org.apache.flume.channel.BasicChannelSemantics;
import org.apache.flume.channel.BasicTransactionSemantics;
import org.apache.flume.channel.ChannelProcessor;

/**
 * The interceptors of a source, without its channels. Flume runs interceptors and fills channels in
 * one step, which cannot be taken apart; so here it fills a channel that only keeps the events.
 */
final class Interceptors {
  private final Collector collector = new Collector();
  private final ChannelProcessor processor = new ChannelProcessor(new Selector(collector));

  /**
   * Those of a source.
   *
   * @param context of the source
   */
  Interceptors(Context context) {
    processor.configure(context);
  }

  /** What Flume is to initialize and to close. */
  ChannelProcessor processor() {
    return processor;
  }

  /** What the interceptors make of events. */
  List<Event> intercept(List<Event> events) {
    processor.processEventBatch(events);
    return collector.takeAll();
  }

  /** Keeps what is put. */
  private static final class Collector extends BasicChannelSemantics {
    private List<Event> events = new ArrayList<>();

    List<Event> takeAll() {
      List<Event> taken = events;
      events = new ArrayList<>();
      return taken;
    }

    @Override
    protected BasicTransactionSemantics createTransaction() {
      return new BasicTransactionSemantics() {
        @Override
        protected void doPut(Event event) {
          events.add(event);
        }

        @Override
        protected Event doTake() {
          throw new UnsupportedOperationException("only takeAll() takes");
        }

        @Override
        protected void doCommit() {}

        @Override
        protected void doRollback() {}
      };
    }
  }

  /** Chooses the one channel that there is. */
  private static final class Selector extends AbstractChannelSelector {
    Selector(Channel only) {
      setChannels(Collections.singletonList(only));
    }

    @Override
    public List<Channel> getRequiredChannels(Event event) {
      return getAllChannels();
    }

    @Override
    public List<Channel> getOptionalChannels(Event event) {
      return Collections.emptyList();
    }

    @Override
    public void configure(Context context) {}
  }
}
