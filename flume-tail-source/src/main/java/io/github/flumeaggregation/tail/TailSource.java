package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.flume.ChannelException;
import org.apache.flume.Context;
import org.apache.flume.EventDrivenSource;
import org.apache.flume.FlumeException;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.conf.BatchSizeSupported;
import org.apache.flume.conf.Configurable;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.instrumentation.SourceCounter;
import org.apache.flume.source.AbstractSource;

/**
 * Tails log files: each line, or each block of lines, becomes an event that says in its headers
 * which bytes of which file it covers. Drop-in successor of TAILDIR.
 *
 * <p>Works on a thread of its own, since Flume lets a polled source that found nothing sleep for up
 * to five seconds.
 */
public final class TailSource extends AbstractSource
    implements EventDrivenSource, Configurable, BatchSizeSupported {
  private TailSourceConfig.@Nullable Result config;
  private @Nullable SourceCounter counter;
  private @Nullable TailThread thread;

  /** Reads the keys and opens nothing: the instance before this one may still be at work. */
  @Override
  public synchronized void configure(Context context) {
    try {
      config = TailSourceConfig.read(getName(), context.getParameters());
    } catch (SettingsException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
    if (counter == null) {
      counter = new SourceCounter(getName());
    }
  }

  /**
   * Begins to tail.
   *
   * @throws FlumeException if the position file is damaged; Flume then tries again
   */
  @Override
  public synchronized void start() {
    if (thread != null) {
      return;
    }
    // Not asked for at each batch: it would wait for the lock that stop() holds.
    ChannelProcessor channels = getChannelProcessor();
    Tailer tailer =
        new Tailer(
            config().options(),
            host(),
            batch -> deliver(batch, channels),
            new Instruments(Time.SYSTEM, new TailStats()));
    try {
      tailer.load();
    } catch (IOException e) {
      throw new FlumeException("TailSource '" + getName() + "': " + e.getMessage(), e);
    }
    counter().start();
    TailThread started = new TailThread(tailer, "tail-source-" + getName());
    started.start();
    thread = started;
    super.start();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private void deliver(Batch batch, ChannelProcessor channels) {
    SourceCounter metrics = counter();
    if (batch.attempts() == 0) {
      metrics.addToEventReceivedCount(batch.size());
      metrics.incrementAppendBatchReceivedCount();
    }
    try {
      channels.processEventBatch(config().events().events(batch));
    } catch (ChannelException e) {
      metrics.incrementChannelWriteFail();
      throw e;
    }
    metrics.addToEventAcceptedCount(batch.size());
    metrics.incrementAppendBatchAcceptedCount();
  }

  /** Ends within a second; what the channel has not taken by then is read again after a start. */
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
    return config().options().batchSize();
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
