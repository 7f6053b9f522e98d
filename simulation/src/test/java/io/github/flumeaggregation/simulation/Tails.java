package io.github.flumeaggregation.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The hosts of a life whose logs are real files, and the files; none in other lives. */
final class Tails implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");

  /** New files are found, and what is there is read. */
  private static final int SEEN_MILLIS = 2_500;

  final List<TailedHost> hosts = new ArrayList<>();
  final LineBook book = new LineBook();
  private final World world;
  private Path home;
  private Inodes inodes;

  /** How often the agent of the sink has died. */
  private long deaths;

  Tails(World world) {
    this.world = world;
  }

  /** Gives each host a folder for logs. */
  void begin() {
    try {
      home = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : null, "simulation");
      Path free = Files.createDirectories(home.resolve("free"));
      inodes = new Inodes(free, () -> world.nowMillis);
      String banner = (LineBook.BANNER + "the same in each life\n").repeat(banners());
      for (Host host : world.hosts) {
        Path own = home.resolve(host.name);
        Files.createDirectories(own.resolve("logs"));
        hosts.add(new TailedHost(world, host, own, inodes, book, banner));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int banners() {
    return world.any(List.of(0, 0, 3, 60));
  }

  /** Time passes, in which those that run do what is due. */
  void run(long millis) {
    run(millis, () -> {});
  }

  private void run(long millis, Runnable between) {
    long end = world.nowMillis + millis;
    while (world.nowMillis < end) {
      long wait = end - world.nowMillis;
      for (TailedHost host : hosts) {
        wait = Math.min(wait, host.pass());
      }
      between.run();
      world.nowMillis += Math.max(1, wait);
    }
    if (millis >= SEEN_MILLIS) {
      seen();
    }
  }

  private void seen() {
    for (TailedHost host : hosts) {
      if (host.isRunning() && host.maxOpenFiles() > 2) {
        host.folder.held();
      }
    }
  }

  /** Time passes, and nobody does anything; then all that is due at once. */
  void leap(long millis) {
    world.nowMillis += millis;
    hosts.forEach(host -> host.folder.notHeld());
  }

  /** The sources and the sink work until there is nothing new; whether there is nothing at all. */
  boolean settle() {
    hosts.forEach(host -> host.positionsHaveRoom(true));
    hosts.forEach(TailedHost::start);
    long before = deaths;
    run(SEEN_MILLIS + 500, () -> SinkTakes.all(world));
    for (int i = 0; i < 20 && !isQuiet(); i++) {
      run(500, () -> SinkTakes.all(world));
    }
    run(1_300, () -> SinkTakes.all(world));
    boolean settled = isQuiet() && before == deaths;
    if (settled) {
      hosts.forEach(TailedHost::isSaved);
      seen();
    }
    return settled;
  }

  private boolean isQuiet() {
    return world.channel.isEmpty()
        && hosts.stream().allMatch(host -> host.isRunning() && host.isEverythingConfirmed())
        && hosts.stream().allMatch(this::isRead);
  }

  private boolean isRead(TailedHost host) {
    boolean[] read = {true};
    host.folder.eachDue(line -> read[0] &= host.isTaken(line) || isWaiting(host, line));
    return read[0];
  }

  private static boolean isWaiting(TailedHost host, WrittenLine line) {
    return host.folder.files.values().stream().anyMatch(content -> content.half == line);
  }

  /** The agent of the sink has died; what is in its memory channel is lost, and its sources die. */
  void sinkDied() {
    deaths++;
    for (TailedHost host : hosts) {
      if (host.isConfirmed) {
        host.end(true);
      }
    }
  }

  /** Whether each line was taken, or nobody can be asked for it. */
  boolean isAllTaken() {
    return missing().isEmpty() && world.channel.isEmpty();
  }

  /** The lines that must have been taken, and were not. */
  List<WrittenLine> missing() {
    List<WrittenLine> missing = new ArrayList<>();
    for (TailedHost host : hosts) {
      host.folder.eachDue(
          line -> {
            if (!host.isTaken(line)) {
              missing.add(line);
            }
          });
    }
    for (WrittenLine line : book.all) {
      boolean taken = hosts.stream().anyMatch(host -> host.isTaken(line));
      if (!taken && !line.mayBeLost && !missing.contains(line)) {
        missing.add(line);
      }
    }
    return missing;
  }

  /** All faults have ended. */
  void end() {
    for (TailedHost host : hosts) {
      Folder.unchecked(host.folder::finishLines);
      host.livesOn();
      host.start();
    }
    run(100, () -> SinkTakes.all(world));
  }

  /** Sources and sink work, and what the sink makes is taken: else nothing more fits in. */
  void work(long millis, Runnable takesRows) {
    run(
        millis,
        () -> {
          SinkTakes.all(world);
          takesRows.run();
        });
  }

  @Override
  public void close() {
    if (home == null) {
      return;
    }
    hosts.forEach(host -> host.end(true));
    try (Stream<Path> all = Files.walk(home)) {
      inodes.close();
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
