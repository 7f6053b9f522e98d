package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.core.config.Quantity;
import io.github.flumeaggregation.core.confirm.SentMarkers;
import io.github.flumeaggregation.tail.TailDoor;
import io.github.flumeaggregation.window.row.Events;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Event;

/**
 * A host whose logs are real files, which the tail source's engine reads; what it delivers goes
 * through the host's interceptor into the channel.
 */
final class TailedHost {
  static final String SINK = "windows";

  final Host host;
  final Folder folder;

  /** Whether positions wait for the sink, which is of the same agent. */
  final boolean isConfirmed;

  private final World world;
  private final Path home;
  private final Delivered delivered;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, Long> ended = new HashMap<>();
  private TailDoor reader;
  private SentMarkers markers;

  /** The channel takes the next batch, and the word of it gets lost. */
  private boolean answerGetsLost;

  private final DeathInAPass death;
  private AssertionError violation;

  TailedHost(World world, Host host, Path home, Inodes inodes, LineBook book, String banner) {
    this.world = world;
    this.host = host;
    this.home = home;
    death = new DeathInAPass(home.resolve("state"));
    isConfirmed = world.channel.isInMemory();
    delivered = new Delivered(host.name, book);
    folder =
        new Folder(
            home.resolve("logs"), inodes, book, banner, this::isSecured, () -> world.nowMillis);
    change(world.random);
  }

  /** From the next start on. */
  void change(Random random) {
    settings.put("batchSize", "" + (1 + random.nextInt(40)));
    settings.put("linesPerEvent", random.nextBoolean() ? "1" : "" + (1 + random.nextInt(10)));
    settings.put("maxOpenFiles", random.nextInt(4) == 0 ? "2" : "1000");
    settings.put("idleTimeout", random.nextBoolean() ? "5s" : "120s");
    boolean reports = !world.setup.exactTime && random.nextBoolean();
    settings.put("progressEvents", reports ? "10s" : "off");
  }

  boolean isRunning() {
    return reader != null;
  }

  int maxOpenFiles() {
    return Integer.parseInt(settings.get("maxOpenFiles"));
  }

  void start() {
    if (reader != null) {
      return;
    }
    Map<String, String> now = new HashMap<>(settings);
    if (host.interceptor.filters()) {
      now.put("linesPerEvent", "1"); // as the documentation advises
    }
    folder.opens(Quantity.DURATION.parse(now.get("idleTimeout")));
    markers = isConfirmed ? SentMarkers.begin(List.of(SINK)) : null;
    reader =
        new TailDoor(
            positions(),
            home.resolve("logs") + "/*.log*",
            now,
            () -> world.nowMillis + host.clockOffsetMillis,
            () -> TimeUnit.MILLISECONDS.toNanos(world.nowMillis - Events.T0) + 1_000,
            this::deliver,
            isConfirmed ? this::sendMarker : null,
            () -> markers.confirmed());
  }

  /** Ends in good order, or is killed. */
  void end(boolean killed) {
    if (reader == null) {
      return;
    }
    if (killed) {
      reader.abandon();
    } else {
      reader.stop();
    }
    for (String name : FilesAreRead.WORDS) {
      ended.merge(name, reader.number(name), Long::sum);
    }
    if (isConfirmed) {
      markers.close();
    }
    reader = null;
    answerGetsLost = false;
    death.isOff();
    folder.closed();
    host.interceptor.start();
  }

  /** Of all its lives. */
  long number(String name) {
    return ended.getOrDefault(name, 0L) + (reader == null ? 0 : reader.number(name));
  }

  long open() {
    return reader == null ? 0 : reader.number("FilesOpen");
  }

  long tailed() {
    return reader == null ? 0 : reader.number("FilesTailed");
  }

  void loseAnswer() {
    answerGetsLost = true;
  }

  /** Everything is read, confirmed and saved. */
  void isSaved() {
    folder.secureAll();
    delivered.isSaved();
  }

  void livesOn() {
    death.isOff();
    positionsHaveRoom(true);
  }

  void diesWithTheNextBatch() {
    death.isDue();
  }

  /** The milliseconds until something is due again. */
  long pass() {
    if (reader == null) {
      return Long.MAX_VALUE;
    }
    long wait = TimeUnit.NANOSECONDS.toMillis(Math.max(0, reader.pass()));
    if (violation != null) {
      throw violation;
    }
    if (death.isDead()) {
      die();
      return Long.MAX_VALUE;
    }
    return wait;
  }

  private void die() {
    Folder.unchecked(death::bury);
    world.story.tell(host.name + ": the source dies as the channel has taken a batch");
    if (isConfirmed) {
      world.sink.kill(MemoryDisk.Fate.KILL);
    } else {
      end(true);
    }
  }

  /** The engine goes on after any failure; so those of laws are kept. */
  private boolean deliver(List<Event> events) {
    try {
      return put(events);
    } catch (AssertionError e) {
      violation = e;
      throw e;
    }
  }

  private boolean put(List<Event> events) {
    List<SentEvent> sent = new ArrayList<>();
    for (Event event : events) {
      String body = new String(event.getBody(), StandardCharsets.ISO_8859_1);
      sent.add(delivered.event(event.getHeaders(), body, home));
    }
    if (death.isDead() || !host.send(sent)) {
      return false;
    }
    delivered.taken(sent);
    Folder.unchecked(death::taken);
    world.news();
    boolean answered = !answerGetsLost;
    answerGetsLost = false;
    return answered;
  }

  private boolean sendMarker(long marker) {
    Map<String, String> headers = Map.of(SentMarkers.HEADER, markers.value(marker));
    return !death.isDead() && world.channel.put(List.of(new SentEvent(headers, "", List.of())));
  }

  /** Whether a line counts durably, wherever it is; in files a channel keeps it. */
  private boolean isSecured(WrittenLine line) {
    return line.places.stream().anyMatch(place -> !isConfirmed || isCounted(place));
  }

  private boolean isCounted(String place) {
    return world.ledger.hasPlace(place) || world.mayBeLost.contains(place);
  }

  /** Whether it has been taken by the sink, or was filtered out before. */
  boolean isTaken(WrittenLine line) {
    return line.places.stream().anyMatch(this::isCounted);
  }

  boolean isEverythingConfirmed() {
    return reader == null || reader.number("UnconfirmedEvents") == 0;
  }

  private Path positions() {
    return home.resolve("state/positions.json");
  }

  /** The disk has no room for positions, or has room again. */
  void positionsHaveRoom(boolean room) {
    if (!room) {
      delivered.cannotBeSaved();
    }
    Path inTheWay = positions().resolveSibling("positions.json.tmp/in the way");
    Folder.unchecked(
        () -> {
          if (!room) {
            Files.createDirectories(inTheWay);
          } else if (Files.deleteIfExists(inTheWay)) {
            Files.delete(inTheWay.getParent());
          }
        });
  }

  /** What is left of the position file is of no use. */
  void damagePositions(int kind) {
    Folder.unchecked(
        () -> {
          if (!Files.exists(positions())) {
            return;
          }
          byte[] bytes = Files.readAllBytes(positions());
          switch (kind) {
            case 0 -> Files.delete(positions());
            case 1 -> Files.write(positions(), Arrays.copyOf(bytes, bytes.length / 2));
            default -> Files.write(positions(), new byte[bytes.length]);
          }
        });
  }
}
