package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** All that can happen to real files and to who reads them, and how often. */
final class TailMoves {
  private static final List<String> LOGS = List.of("a.log", "b.log");

  private TailMoves() {}

  /** What is done to a file; null if nothing was. */
  private interface Change {
    String to(Folder folder, String name, long second, Random random) throws IOException;
  }

  /** What is done to who reads files. */
  private interface Reading {
    String by(TailedHost host, World world);
  }

  static final List<Move> ALL = new ArrayList<>();

  private static void add(int weight, Move move) {
    for (int i = 0; i < weight; i++) {
      ALL.add(move);
    }
  }

  private static void add(int weight, Predicate<String> which, Change change) {
    add(weight, world -> change(world, which, change));
  }

  private static void change(World world, Predicate<String> which, Change change) {
    TailedHost host = world.any(world.tails.hosts);
    List<String> names = host.folder.names(which);
    if (!names.isEmpty()) {
      String name = world.any(names);
      long second = second(world, host);
      Folder.unchecked(() -> tell(world, host, change.to(host.folder, name, second, world.random)));
    }
  }

  private static void reading(int weight, Reading reading) {
    add(
        weight,
        world -> {
          TailedHost host = world.any(world.tails.hosts);
          tell(world, host, reading.by(host, world));
        });
  }

  private static void tell(World world, TailedHost host, String said) {
    if (said != null) {
      world.story.tell(host.host.name + ": " + said);
    }
  }

  private static long second(World world, TailedHost host) {
    return (world.nowMillis + host.host.clockOffsetMillis - Events.T0) / 1000;
  }

  static {
    add(10, TailMoves::writes);
    add(3, Folder::isLive, (folder, name, second, random) -> folder.rename(name));
    add(3, Folder::isLive, TailMoves::copyTruncate);
    add(3, Folder::isRotated, TailMoves::compress);
    add(2, name -> true, (folder, name, second, random) -> folder.delete(name));
    add(2, name -> !name.endsWith(".gz"), TailMoves::replace);
    add(2, name -> !name.endsWith(".gz"), TailMoves::rewrite);
    add(1, Folder::isRotated, TailMoves::copy);
    add(1, Folder::isRotated, (folder, name, second, random) -> folder.link(name));
    add(1, TailMoves::junk);
    add(8, TailMoves::readersWork);
    add(8, TailMoves::everybodyWorks);
    add(2, TailMoves::quiet);
    add(1, TailMoves::clockLeaps);
    reading(1, (host, world) -> stops(host, world, false));
    reading(2, (host, world) -> stops(host, world, true));
    reading(1, TailMoves::answerGetsLost);
    reading(2, TailMoves::diesWithTheNextBatch);
    reading(1, TailMoves::positionsHaveNoRoom);
  }

  private static void writes(World world) {
    TailedHost host = world.any(world.tails.hosts);
    Random random = world.random;
    int lines = random.nextInt(4) == 0 ? 40 : random.nextInt(6);
    boolean half = random.nextInt(4) == 0;
    Folder.unchecked(
        () ->
            tell(
                world,
                host,
                host.folder.append(world.any(LOGS), lines, half, second(world, host), random)));
  }

  private static String copyTruncate(Folder folder, String name, long second, Random random)
      throws IOException {
    boolean can = folder.files.get(name).isWhole() && folder.isAlone(name);
    return can ? folder.copyTruncate(name) : null;
  }

  private static String copy(Folder folder, String name, long second, Random random)
      throws IOException {
    return folder.files.get(name).isWhole() ? folder.copy(name) : null;
  }

  private static String compress(Folder folder, String name, long second, Random random)
      throws IOException {
    boolean can = folder.files.get(name).isWhole() && folder.links(name) == 1;
    return can ? folder.compress(name, random.nextInt(4) == 0) : null;
  }

  private static String replace(Folder folder, String name, long second, Random random)
      throws IOException {
    boolean can = folder.files.get(name).isWhole() && folder.isAlone(name);
    return can ? folder.replace(name, second, random) : null;
  }

  private static String rewrite(Folder folder, String name, long second, Random random)
      throws IOException {
    boolean can = folder.isWorthRewriting(name) && folder.isAlone(name);
    return can ? folder.rewrite(name, random.nextBoolean(), second, random) : null;
  }

  private static void junk(World world) {
    TailedHost host = world.any(world.tails.hosts);
    Folder.unchecked(
        () -> tell(world, host, host.folder.junk(world.random.nextBoolean(), world.random)));
  }

  private static void readersWork(World world) {
    startSome(world);
    int millis = world.random.nextInt(world.random.nextInt(4) == 0 ? 20_000 : 3_000);
    world.story.tell("the sources work for " + millis + " ms");
    world.tails.run(millis);
  }

  private static void everybodyWorks(World world) {
    world.story.tell("sources and sink work until nothing is new");
    boolean settled = world.tails.settle();
    world.story.tell(settled ? "everything is counted" : "something is left");
  }

  private static void startSome(World world) {
    for (TailedHost host : world.tails.hosts) {
      if (!host.isRunning() && world.random.nextInt(3) > 0) {
        host.start();
        tell(world, host, "the source starts");
      }
    }
  }

  private static void quiet(World world) {
    int kind = world.random.nextInt(8);
    int seconds = world.random.nextInt(kind == 0 ? 900_000 : kind < 4 ? 7_000 : 60);
    world.tails.leap(seconds * 1000L);
    world.story.tell(seconds + " s pass, and nobody does anything");
  }

  private static void clockLeaps(World world) {
    TailedHost host = world.any(world.tails.hosts);
    int days = world.random.nextInt(40) - 20;
    host.host.clockOffsetMillis = days * 86_400_000L;
    tell(world, host, "the clock is off by " + days + " days");
  }

  private static String stops(TailedHost host, World world, boolean killed) {
    if (!host.isRunning()) {
      return null;
    }
    if (host.isConfirmed && killed) {
      world.story.tell("the agent of " + host.host.name + " is killed");
      world.sink.kill(MemoryDisk.Fate.KILL);
      return null;
    }
    host.end(killed);
    if (world.random.nextBoolean()) {
      host.change(world.random);
    }
    if (world.random.nextInt(3) == 0) {
      int kind = world.random.nextInt(3);
      host.damagePositions(kind);
      tell(world, host, "the position file is damaged: " + kind);
    }
    return "the source " + (killed ? "is killed" : "stops");
  }

  private static String diesWithTheNextBatch(TailedHost host, World world) {
    if (!host.isRunning()) {
      return null;
    }
    host.diesWithTheNextBatch();
    return "the source will die when the channel has taken the next batch";
  }

  private static String positionsHaveNoRoom(TailedHost host, World world) {
    host.positionsHaveRoom(false);
    return "the disk has no room for positions";
  }

  private static String answerGetsLost(TailedHost host, World world) {
    host.loseAnswer();
    return "the channel takes the next batch, and its answer gets lost";
  }
}
