package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.tail.engine.Batch;
import io.github.flumeaggregation.tail.engine.Confirmation;
import io.github.flumeaggregation.tail.engine.Delivery;
import io.github.flumeaggregation.tail.engine.TailOptions;
import io.github.flumeaggregation.tail.engine.Tailer;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.flume.ChannelException;
import org.apache.flume.Event;

/** The engine as shipped, for the simulation. */
public final class TailDoor {
  private final TailStats stats = new TailStats();
  private final Tailer tailer;

  /**
   * Reads the position file.
   *
   * @param settings keys of the source, but for those of files
   * @param deliver puts events into the channel, or says that it has no room
   * @param sendMarker whether there was room for a marker; null if nothing needs confirmation
   */
  public TailDoor(
      Path positionFile,
      String pattern,
      Map<String, String> settings,
      LongSupplier wallMillis,
      LongSupplier nanos,
      Predicate<List<Event>> deliver,
      LongPredicate sendMarker,
      LongSupplier confirmed) {
    Time time =
        new Time() {
          @Override
          public long wallMillis() {
            return wallMillis.getAsLong();
          }

          @Override
          public long nanos() {
            return nanos.getAsLong();
          }
        };
    Confirmation confirmation =
        sendMarker == null ? Confirmation.NOT_NEEDED : new Confirmed(sendMarker, confirmed);
    tailer =
        new Tailer(
            options(positionFile, pattern, settings),
            "host",
            new IntoChannel(deliver, confirmation),
            new Instruments(time, stats, FileEvents.NONE, Rig.process(1_000_000, 100)));
    try {
      tailer.load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TailOptions options(
      Path positionFile, String pattern, Map<String, String> settings) {
    List<PathPattern> patterns = List.of(PathPattern.glob(pattern));
    List<FileGroup> groups = List.of(new FileGroup("paths", patterns, Map.of()));
    Settings read = Settings.of("the simulation", settings);
    TailOptions options = new TailOptions(read, groups, positionFile, null);
    read.finish();
    return options;
  }

  /** Does what is due; the nanoseconds until something is due again. */
  public long pass() {
    return tailer.pass();
  }

  /** Ends in good order: positions are saved as far as they are confirmed. */
  public void stop() {
    tailer.saveAll();
    tailer.close();
  }

  /** Dies without saving anything. */
  public void abandon() {
    tailer.abandon();
  }

  /** What monitoring shows. */
  public long number(String name) {
    return stats.published().number(name);
  }

  private record IntoChannel(Predicate<List<Event>> channel, Confirmation confirmation)
      implements Delivery {
    private static final EventFactory EVENTS = new EventFactory(null, false);

    @Override
    public void deliver(Batch batch, int count) {
      if (!channel.test(EVENTS.events(batch, count))) {
        throw new ChannelException("no room");
      }
    }
  }

  private record Confirmed(LongPredicate sendMarker, LongSupplier highest) implements Confirmation {
    @Override
    public boolean isNeeded() {
      return true;
    }

    @Override
    public boolean send(long marker) {
      return sendMarker.test(marker);
    }

    @Override
    public long confirmed() {
      return highest.getAsLong();
    }

    @Override
    public String waitingFor(long marker) {
      return "the simulated sink";
    }
  }
}
