package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.ContextParameters;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.live.LiveFacts;
import io.github.flumeaggregation.core.runtime.HostName;
import io.github.flumeaggregation.core.runtime.StartReport;
import io.github.flumeaggregation.tail.engine.Delivery;
import io.github.flumeaggregation.tail.engine.TailThread;
import io.github.flumeaggregation.tail.engine.Tailer;
import io.github.flumeaggregation.tail.position.PositionLock;
import io.github.flumeaggregation.tail.watch.DirectoryWatch;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.ProcessHandles;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.util.List;
import org.apache.flume.Context;
import org.apache.flume.EventDrivenSource;
import org.apache.flume.FlumeException;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.conf.BatchSizeSupported;
import org.apache.flume.conf.Configurable;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.instrumentation.SourceCounter;
import org.apache.flume.source.AbstractSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails log files: each line, or each block of lines, becomes an event that says in its headers
 * which bytes of which file it covers. Drop-in successor of TAILDIR.
 *
 * <p>Works on a thread of its own, since Flume lets a polled source that found nothing sleep for up
 * to five seconds.
 */
public final class TailSource extends AbstractSource
    implements EventDrivenSource, Configurable, BatchSizeSupported {
  private static final Logger LOG = LoggerFactory.getLogger(TailSource.class);

  private TailSourceConfig.@Nullable Result config;
  private final TailStats stats = new TailStats();
  private @Nullable SourceCounter counter;
  private @Nullable TailThread thread;

  /** Reads the keys and opens nothing: the instance before this one may still be at work. */
  @Override
  public synchronized void configure(Context context) {
    report();
    try {
      config = TailSourceConfig.read(getName(), ContextParameters.of(context));
    } catch (SettingsException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    if (counter == null) {
      counter = new TailSourceCounter(getName(), stats);
    }
  }

  /**
   * Begins to tail.
   *
   * @throws FlumeException if the position file is damaged or in use; Flume then tries again
   */
  @Override
  public synchronized void start() {
    if (thread != null) {
      return;
    }
    try {
      thread = startThread();
    } catch (IOException e) {
      throw new FlumeException("TailSource '" + getName() + "': " + e.getMessage(), e);
    }
    counter().start();
    super.start();
  }

  /** Before all else, and once: a start that fails is repeated every few seconds. */
  private void report() {
    LOG.info("TailSource '{}' of Flume Aggregation {}", getName(), StartReport.version());
    String warning = StartReport.heapWarning();
    if (warning != null) {
      LOG.warn("TailSource '{}': {}", getName(), warning);
    }
  }

  private TailThread startThread() throws IOException {
    PositionLock lock = PositionLock.of(config().options().positionFile);
    try {
      return startThread(lock);
    } catch (IOException | RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private TailThread startThread(PositionLock lock) throws IOException {
    ChannelDelivery delivery = delivery();
    DirectoryWatch watch = DirectoryWatch.open();
    try {
      Tailer tailer = tailer(delivery, watch == null ? FileEvents.NONE : watch);
      tailer.load();
      TailThread started = thread(tailer, watch, delivery, lock);
      started.start();
      return started;
    } catch (IOException | RuntimeException e) {
      // Flume tries again every three seconds: each attempt would cost one of a few inotify
      // instances.
      delivery.close();
      if (watch != null) {
        watch.close();
      }
      throw e;
    }
  }

  private TailThread thread(
      Tailer tailer, @Nullable DirectoryWatch watch, ChannelDelivery delivery, PositionLock lock) {
    // Not asked for on the thread: Flume guards it by the monitor in which stop() awaits its end.
    String name = getName();
    ChannelTakers takers = ChannelTakers.of(getChannelProcessor().getSelector().getAllChannels());
    return new TailThread(
        "tail-source-" + name,
        tailer,
        watch,
        Time.SYSTEM,
        () -> {
          takers.look();
          tailer.showFiles(name);
        },
        () -> {
          delivery.close();
          release(lock);
          LiveFacts.FILES.forget(name);
        });
  }

  /** Looks for the sinks of confirmedBy, which are configured by now, and maybe not started. */
  private ChannelDelivery delivery() {
    ChannelProcessor channels = getChannelProcessor();
    List<String> sinks = config().confirmedBy();
    SinkConfirmation confirmation = null;
    if (!sinks.isEmpty()) {
      try {
        confirmation = new SinkConfirmation(sinks, channels.getSelector());
      } catch (FlumeException e) {
        throw new FlumeException("TailSource '" + getName() + "': " + e.getMessage(), e);
      }
    }
    return new ChannelDelivery(channels, config().events(), counter(), confirmation);
  }

  private Tailer tailer(Delivery delivery, FileEvents fileEvents) {
    return new Tailer(
        config().options(),
        host(),
        delivery,
        new Instruments(Time.SYSTEM, stats, fileEvents, ProcessHandles.SYSTEM));
  }

  private static void release(PositionLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("Cannot release the lock of the position file", e);
    }
  }

  private static String host() {
    String name = HostName.find();
    // Files have a random part in their identity, so that this is never mistaken.
    return name == null ? "localhost" : name;
  }

  /**
   * Ends within a second; what the channel has not taken by then, or nobody has confirmed of what
   * is to be confirmed, is read again after a start.
   */
  @Override
  public synchronized void stop() {
    TailThread running = thread;
    if (running != null) {
      thread = null;
      running.stop();
      counter().stop();
    }
    super.stop();
  }

  @Override
  public long getBatchSize() {
    return config().options().batchSize;
  }

  private TailSourceConfig.Result config() {
    TailSourceConfig.Result result = config;
    if (result == null) {
      throw new IllegalStateException("not configured");
    }
    return result;
  }

  private SourceCounter counter() {
    SourceCounter result = counter;
    if (result == null) {
      throw new IllegalStateException("not configured");
    }
    return result;
  }
}
