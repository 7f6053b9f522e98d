package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.tail.engine.Batch;
import io.github.flumeaggregation.tail.engine.Confirmation;
import io.github.flumeaggregation.tail.engine.Delivery;
import io.github.flumeaggregation.tail.engine.TailOptions;
import io.github.flumeaggregation.tail.engine.Tailer;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.ProcessHandles;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flume.ChannelException;
import org.apache.flume.Event;

/** An engine over real files, with a channel and a clock that the test holds in its hand. */
final class Rig implements Time {
  private static final long QUIET_NANOS = 2_500_000_000L;

  final Path directory;
  final List<Event> channel = new ArrayList<>();
  List<FileGroup> groups;
  Path positionFile;
  Path taildirPositionFile;
  final TailStats stats = new TailStats();
  boolean channelFull;
  int transactionCapacity = Integer.MAX_VALUE;
  int roomForEvents = Integer.MAX_VALUE;
  int attempts;
  ProcessHandles handles = process(1_000_000, 100);
  RigSink sink;
  private long nanos = 1_000;
  private long wallMillis = 1_431_857_100_000L;
  private final Map<String, String> settings = new HashMap<>();
  private Tailer tailer;

  Rig(Path directory) {
    this.directory = directory;
    paths("*.log");
    positionFile = directory.resolve("state/positions.json");
  }

  /** A process that may have so many files open, of which others than the tailer have some. */
  static ProcessHandles process(long most, long open) {
    return new ProcessHandles() {
      @Override
      public long most() {
        return most;
      }

      @Override
      public long open() {
        return open;
      }
    };
  }

  Rig paths(String... globs) {
    List<PathPattern> patterns = new ArrayList<>();
    for (String glob : globs) {
      patterns.add(PathPattern.glob(directory + "/" + glob));
    }
    groups = List.of(new FileGroup("paths", patterns, Collections.emptyMap()));
    return this;
  }

  /** Sets a key, as an operator would. */
  Rig with(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  Rig start() throws IOException {
    EventFactory events = new EventFactory(null, false);
    Delivery delivery =
        new Delivery() {
          @Override
          public void deliver(Batch batch, int count) {
            attempts++;
            if (channelFull) {
              throw new ChannelException("full");
            }
            if (count > transactionCapacity) {
              throw new Delivery.TooLargeException(new ChannelException("Put queue for test full"));
            }
            if (channel.size() + count > roomForEvents) {
              throw new ChannelException("no room");
            }
            channel.addAll(events.events(batch, count));
          }

          @Override
          public Confirmation confirmation() {
            return sink == null ? Confirmation.NOT_NEEDED : sink;
          }
        };
    if (sink != null) {
      sink.newRun();
    }
    tailer =
        new Tailer(
            options(), "host", delivery, new Instruments(this, stats, FileEvents.NONE, handles));
    tailer.load();
    return this;
  }

  private TailOptions options() {
    Settings read = Settings.of("rig", settings);
    TailOptions options = new TailOptions(read, groups, positionFile, taildirPositionFile);
    read.finish();
    return options;
  }

  /** Positions wait for a sink, which confirms when the test says so. */
  Rig confirmed() {
    sink = new RigSink(this);
    return this;
  }

  /** Stops as the agent does; the next {@link #start()} finds what is on disk. */
  Rig stop() {
    tailer.saveAll();
    tailer.close();
    return this;
  }

  /** Dies without saving anything. */
  Rig crash() {
    tailer.abandon();
    return this;
  }

  long pass() {
    return tailer.pass();
  }

  /** Passes until nothing has been due for as long as finding a new file takes. */
  Rig settle() {
    long quietSince = nanos;
    int before = channel.size();
    while (nanos - quietSince <= QUIET_NANOS) {
      nanos += Math.max(1_000, pass());
      if (channel.size() != before) {
        before = channel.size();
        quietSince = nanos;
      }
    }
    return this;
  }

  Rig elapse(long millis) {
    long end = nanos + millis * 1_000_000;
    wallMillis += millis;
    while (nanos < end) {
      nanos += Math.max(1_000, pass());
    }
    return this;
  }

  /** The wall clock is set forward, while no time passes. */
  Rig setClock(int days) {
    wallMillis += TimeUnit.DAYS.toMillis(days);
    return this;
  }

  /** Days in which there is nothing to do, with fewer passes than there are. */
  Rig quietDays(int days) {
    for (int hour = 0; hour < 24 * days; hour++) {
      nanos += TimeUnit.HOURS.toNanos(1);
      wallMillis += TimeUnit.HOURS.toMillis(1);
      long unused = pass();
    }
    return this;
  }

  /** Time passes in which the tailer is not called. */
  Rig pauseDays(int days) {
    nanos += TimeUnit.DAYS.toNanos(days);
    return setClock(days);
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  Rig append(String name, String text) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.write(
        file(name),
        text.getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return this;
  }

  Rig move(String from, String to) throws IOException {
    Files.move(file(from), file(to));
    return this;
  }

  Rig truncate(String name) throws IOException {
    Files.write(file(name), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    return this;
  }

  List<String> bodies() {
    return channel.stream()
        .map(event -> new String(event.getBody(), StandardCharsets.ISO_8859_1))
        .collect(Collectors.toList());
  }

  List<String> header(String name) {
    return channel.stream().map(event -> event.getHeaders().get(name)).collect(Collectors.toList());
  }

  List<String> files() {
    return header(PositionHeaders.FILE);
  }

  Map<String, String> headers(int index) {
    return channel.get(index).getHeaders();
  }

  @Override
  public long wallMillis() {
    return wallMillis;
  }

  @Override
  public long nanos() {
    return nanos;
  }
}
