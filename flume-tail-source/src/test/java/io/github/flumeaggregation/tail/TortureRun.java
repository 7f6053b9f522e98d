package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.tail.position.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One random sequence, and what the model says of each of its steps. */
final class TortureRun {
  private static final int STEPS = 40;

  /**
   * One sequence in so many begins with a crowd of files: it takes as long as hundreds of others.
   */
  private static final int SEQUENCES_PER_CROWD = 250;

  private final Random random;
  private final Rig rig;
  private final Disk disk;
  private final World world;
  private final WorldCopies copies;
  private final WorldRewrites rewrites;
  private final boolean crowded;
  private boolean running;

  /**
   * Killed, and not yet read again what was delivered and not saved: of an end that is cut off now
   * nobody can know whether it was delivered (docs/tail-source.md, unknowable).
   */
  private boolean fewHandles;

  private boolean died;

  /**
   * @param confirmed whether positions wait for a sink behind a memory channel
   */
  TortureRun(long seed, Path home, boolean confirmed) throws IOException {
    random = new Random(seed);
    rig = new Rig(Files.createDirectories(home.resolve("logs"))).paths("*.log*");
    if (confirmed) {
      rig.confirmed();
      rig.sink.lagNanos = random.nextInt(4) * 500_000_000L;
    }
    disk = new Disk(Files.createDirectories(home.resolve("free/inodes")), rig);
    world = new World(home.resolve("logs"), disk, random);
    copies = new WorldCopies(world);
    rewrites = new WorldRewrites(world);
    crowded = seed % SEQUENCES_PER_CROWD == 0;
  }

  /** What has happened so far. */
  String story() {
    return world.story.toString();
  }

  void run() throws IOException {
    rig.with("idleTimeout", "5s").with("batchSize", 1 + random.nextInt(50));
    int linesPerEvent = random.nextBoolean() ? 1 : 1 + random.nextInt(20);
    fewHandles = random.nextInt(3) == 0;
    int maxOpenFiles = fewHandles ? 2 : 1_000;
    rig.with("linesPerEvent", linesPerEvent).with("maxOpenFiles", maxOpenFiles);
    boolean restless = random.nextInt(6) == 0;
    world.tell("open " + maxOpenFiles + ", lines " + linesPerEvent);
    world.write();
    if (crowded) {
      world.crowd();
    }
    for (int i = 0; i < STEPS; i++) {
      step();
      if (restless && random.nextBoolean()) {
        stopOrStart(random.nextBoolean());
      }
    }
    finish();
    new TortureLaws(world, rig).check();
    rig.stop();
    disk.close();
  }

  private void step() throws IOException {
    int choice = random.nextInt(34);
    if (choice < 8) {
      world.write();
    } else if (choice < 14) {
      elapse();
    } else if (choice == 14) {
      stall();
    } else if (choice < 17) {
      stopOrStart(choice == 15);
    } else if (choice == 17) {
      int days = random.nextInt(40) - 20;
      world.tell("clock " + days + " days");
      rig.setClock(days);
    } else if (!world.files.isEmpty()) {
      if (random.nextBoolean()) {
        settleIfRunning();
      }
      disturb(choice);
    }
  }

  private void stall() {
    if (rig.sink != null && random.nextBoolean()) {
      rig.sink.down = !rig.sink.down;
      world.tell("sink " + (rig.sink.down ? "down" : "up"));
    } else {
      rig.channelFull = !rig.channelFull;
      world.tell("channel " + (rig.channelFull ? "full" : "free"));
    }
  }

  private boolean flows() {
    return !rig.channelFull && (rig.sink == null || !rig.sink.down);
  }

  private void elapse() {
    if (running) {
      int millis = random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(3_000);
      world.tell("wait " + millis);
      rig.elapse(millis);
    }
  }

  private void disturb(int choice) throws IOException {
    switch (choice) {
      case 18, 19 -> world.renameInPattern();
      case 20 -> world.hardLink();
      case 21 -> letGo(world::renameOutOfPattern);
      case 22 -> letGo(world::delete);
      case 23 -> copied(copies::copyTruncate);
      case 24 -> copiedUnderLoad();
      case 25 -> copied(copies::copy);
      case 26, 27, 28 -> copied(copies::gzip);
      case 29, 30 -> changed(rewrites::rewrite);
      case 31 -> {
        if (!died) {
          changed(rewrites::cut);
        }
      }
      default -> copied(copies::replaceByRename);
    }
  }

  interface Action {
    void run() throws IOException;
  }

  private interface Copying {
    WrittenContent run() throws IOException;
  }

  private void changed(Action action) throws IOException {
    settleIfRunning();
    action.run();
    world.mayLose(deliveredLines());
  }

  /** A tailer that runs and has seen the file reads it to its end through its handle. */
  private void letGo(Action action) throws IOException {
    settleIfRunning();
    action.run();
    if (!isSafe()) {
      world.mayLose(deliveredLines());
    }
  }

  /** Whether all that there is has been seen and will be read whatever happens to it. */
  private boolean isSafe() {
    return running && flows() && !fewHandles;
  }

  private void settleIfRunning() {
    if (running && flows()) {
      world.tell("settle");
      rig.settle();
      died &= fewHandles;
      if (isSafe()) {
        world.contents.forEach(WrittenContent::wasSeen);
      }
    }
  }

  private void copied(Copying action) throws IOException {
    Set<String> delivered = deliveredLines();
    WrittenContent content = action.run();
    if (content == null) {
      return;
    }
    if (deliveredBytes(content, delivered) < 2 * Evidence.LEAST_BYTES) {
      content.mayBeRepeated = true;
      world.mayBeUncounted(content);
    }
    if (isSafe()) {
      rig.elapse(2_000).settle();
      content.freshReplacement = false;
    }
    world.mayLose(deliveredLines());
  }

  /** What is delivered from the original after the copy was made is not in that. */
  private void copiedUnderLoad() throws IOException {
    settleIfRunning();
    Set<String> delivered = deliveredLines();
    WrittenContent copy = copies.copyAndTruncateLater(this::elapseShortly);
    if (copy == null) {
      return;
    }
    if (!isSafe() || deliveredBytes(copy, delivered) < 2 * Evidence.LEAST_BYTES) {
      world.mayBeTwice.addAll(List.of(copy.text.toString().split("\r?\n")));
      world.mayBeUncounted(copy);
    }
    if (isSafe()) {
      rig.elapse(2_000).settle();
    }
    world.mayLose(deliveredLines());
  }

  private void elapseShortly() {
    if (running) {
      rig.elapse(random.nextInt(300));
    }
  }

  private static int deliveredBytes(WrittenContent content, Set<String> delivered) {
    int bytes = 0;
    for (String line : content.text.toString().split("\r?\n")) {
      bytes += line.startsWith("<") && delivered.contains(line) ? line.length() + 1 : 0;
    }
    return bytes;
  }

  private void stopOrStart(boolean crash) throws IOException {
    world.tell(running ? crash ? "crash" : "stop" : "start");
    if (!running) {
      rig.start();
      running = true;
      return;
    }
    if (!crash) {
      rig.stop();
    } else {
      rig.crash();
    }
    running = false;
    boolean lost = loseChannel(crash);
    if (crash || lost) {
      died = true;
      world.die();
    }
    world.mayLose(deliveredLines());
    world.contents.forEach(content -> content.mayBeRepeated |= content.freshCopy);
  }

  /** A stop may be a reload, which the channel survives. */
  private boolean loseChannel(boolean crash) {
    boolean lost = rig.sink != null && (crash || random.nextBoolean());
    if (lost) {
      rig.sink.loseChannel();
    }
    return lost;
  }

  private void finish() throws IOException {
    rig.channelFull = false;
    if (rig.sink != null) {
      rig.sink.down = false;
    }
    if (!running) {
      rig.start();
      running = true;
    }
    rig.settle();
    world.finishLines();
    rig.elapse(20_000).settle();
  }

  /** What is in the channel, and will not be lost with it. */
  private Set<String> deliveredLines() {
    Set<String> lines = new HashSet<>();
    List<String> bodies = rig.bodies();
    for (String body : rig.sink == null ? bodies : bodies.subList(0, rig.sink.counted)) {
      lines.addAll(List.of(body.split("\r?\n")));
    }
    return lines;
  }
}
