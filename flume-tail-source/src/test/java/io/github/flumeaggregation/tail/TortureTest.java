package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flume.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of what happens to log files and agents, against a naive model. After each, by
 * identity and offset: the delivered bytes of an identity are without a gap the beginning of what
 * was written into one file; every line is delivered, unless the model says that it may be lost;
 * and none is delivered as two different lines, unless the model says that nobody can tell.
 *
 * <p>{@code -Dtail.torture.all=true} adds banners, rewrites, cuts, replacements, reused inodes and
 * steps of the clock. {@code -Dtail.torture.sequences=5000} for more, {@code -Dtail.torture.seed=…}
 * for one again.
 */
class TortureTest {
  private static final int STEPS = 40;

  @TempDir Path directory;
  private Random random;
  private World world;
  private Rig rig;
  private boolean running;
  private boolean crashed;
  private boolean died;

  @Test
  void anySequenceOfEvents_deliversEveryByteOnce() throws IOException {
    String seed = System.getProperty("tail.torture.seed");
    int sequences = seed != null ? 1 : Integer.getInteger("tail.torture.sequences", 150);
    long first = seed != null ? Long.parseLong(seed) : ThreadLocalRandom.current().nextLong();
    for (int i = 0; i < sequences; i++) {
      long one = first + i;
      try {
        run(one, Files.createDirectory(directory.resolve("s" + i)));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Dtail.torture.seed=" + one + "\n" + world.story, e);
      }
    }
  }

  private void run(long seed, Path home) throws IOException {
    random = new Random(seed);
    world = new World(home, random);
    rig = new Rig(home).paths("*.log*");
    rig.with(o -> o.idleTimeoutMillis = 5_000).with(o -> o.batchSize = 1 + random.nextInt(50));
    if (random.nextBoolean()) {
      rig.with(o -> o.linesPerEvent = 1 + random.nextInt(20));
    }
    rig.with(o -> o.maxOpenFiles = random.nextInt(3) == 0 ? 2 : 1_000);
    world.tell("open " + rig.options.maxOpenFiles + ", lines " + rig.options.linesPerEvent);
    running = false;
    crashed = false;
    died = false;
    world.write();
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    finish();
    rig.stop();
  }

  private void step() throws IOException {
    int choice = random.nextInt(World.ALL_MOVES ? 32 : 25);
    if (choice < 8) {
      world.write();
    } else if (choice < 14) {
      elapse();
    } else if (choice == 14) {
      rig.channelFull = !rig.channelFull;
      world.tell("channel " + (rig.channelFull ? "full" : "free"));
    } else if (choice == 15) {
      stopOrStart(false);
    } else if (choice == 16) {
      stopOrStart(true);
    } else if (!world.files.isEmpty()) {
      disturb(choice);
    }
  }

  private void elapse() {
    if (running) {
      int millis = random.nextInt(3_000);
      world.tell("wait " + millis);
      rig.elapse(millis);
    }
  }

  private void disturb(int choice) throws IOException {
    switch (choice) {
      case 17, 18 -> world.renameInPattern();
      case 19 -> world.hardLink();
      case 20 -> letGo(world::renameOutOfPattern);
      case 21 -> letGo(world::delete);
      case 22 -> {
        if (random.nextBoolean()) {
          settleIfRunning();
        }
        Set<String> delivered = deliveredLines();
        copied(world.copyTruncate(), delivered);
      }
      case 23, 24 -> {
        if (random.nextBoolean()) {
          settleIfRunning();
        }
        copied(world.gzip(), deliveredLines());
      }
      case 25 -> {
        if (!running && !isUnknowable()) {
          for (World.Content content : world.gzipIntoReusedInode()) {
            copied(content, deliveredLines());
          }
        }
      }
      case 26, 27 -> {
        settleIfRunning();
        if (!isUnknowable()) {
          world.rewrite(deliveredLines());
        }
      }
      case 28 -> {
        settleIfRunning();
        if (!isUnknowable()) {
          world.cut(deliveredLines());
        }
      }
      case 29 -> {
        if (!isUnknowable()) {
          copied(world.replaceByRename(), deliveredLines());
        }
      }
      default -> {
        int days = random.nextInt(40) - 20;
        world.tell("clock " + days + " days");
        rig.setClock(days);
      }
    }
  }

  /**
   * After a kill the newest offsets are not on disk: until all is read again, nobody can know
   * whether a content that begins alike has the same lines beyond the saved offset.
   */
  private boolean isUnknowable() {
    return died;
  }

  private interface Action {
    void run() throws IOException;
  }

  /** A tailer that runs and has seen the file reads it to its end through its handle. */
  private void letGo(Action action) throws IOException {
    settleIfRunning();
    Set<String> delivered = deliveredLines();
    action.run();
    for (World.Content content : world.contents) {
      if (content.nameless && !(isSafe() && rig.options.build().maxOpenFiles() > 2)) {
        world.mayLose(content, delivered);
      }
    }
  }

  private boolean isSafe() {
    return running && !rig.channelFull;
  }

  private void settleIfRunning() {
    if (running && !rig.channelFull) {
      world.tell("settle");
      rig.settle();
      died &= rig.options.maxOpenFiles <= 2;
    }
  }

  private void copied(World.Content content, Set<String> delivered) {
    if (content == null) {
      return;
    }
    if (crashed || deliveredBytes(content, delivered) < 2 * Incarnation.HEAD_BYTES) {
      content.mayBeRepeated = true;
    }
    if (isSafe()) {
      rig.elapse(2_000).settle();
    }
  }

  private static int deliveredBytes(World.Content content, Set<String> delivered) {
    int bytes = 0;
    for (String line : content.text.toString().split("\r?\n")) {
      bytes += delivered.contains(line) ? line.length() + 1 : 0;
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
    died |= crash;
    if (!crash) {
      rig.stop();
    } else {
      rig.crash();
      crashed = true;
    }
    running = false;
    Set<String> delivered = deliveredLines();
    for (World.Content content : world.contents) {
      if (content.nameless) {
        world.mayLose(content, delivered);
      }
      content.mayBeRepeated |= content.freshCopy;
    }
  }

  private void finish() throws IOException {
    rig.channelFull = false;
    if (!running) {
      rig.start();
      running = true;
    }
    rig.settle();
    world.finishLines();
    rig.elapse(20_000).settle();
    check();
  }

  private Set<String> deliveredLines() {
    Set<String> lines = new HashSet<>();
    for (String body : rig.bodies()) {
      for (String line : body.split("\r?\n")) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void check() {
    Map<String, Map<Long, String>> byFile = new TreeMap<>();
    for (Event event : rig.channel) {
      Map<String, String> headers = event.getHeaders();
      String body = new String(event.getBody(), StandardCharsets.ISO_8859_1);
      long offset = Long.parseLong(headers.get(PositionHeaders.OFFSET));
      int length = Integer.parseInt(headers.get(PositionHeaders.LENGTH));
      String before =
          byFile
              .computeIfAbsent(headers.get(PositionHeaders.FILE), file -> new TreeMap<>())
              .put(offset, covered(body, length));
      if (before != null) {
        String shorter = before.length() < length ? before : covered(body, length);
        assertThat(covered(body, length) + "|" + before).contains(shorter);
      }
    }
    byFile.forEach(this::checkIdentity);
    checkLines(byFile);
  }

  /** The bytes covered; how the last line ends is not in the body. */
  private static String covered(String body, int length) {
    int terminator = length - body.length();
    return body + (terminator == 0 ? "" : terminator == 1 ? "\n" : "\r\n");
  }

  private void checkIdentity(String file, Map<Long, String> pieces) {
    long first = pieces.keySet().iterator().next();
    StringBuilder text = new StringBuilder();
    pieces.forEach(
        (offset, piece) -> {
          int at = (int) (offset - first);
          if (at > text.length()) {
            fail("gap in %s: %d to %d", file, first + text.length(), offset);
          }
          text.replace(at, text.length(), keepLonger(text, at, piece));
        });
    assertThat(world.contents)
        .as("%s from %d holds a part of one file: %s", file, first, text)
        .anyMatch(content -> content.text.indexOf(text.toString(), (int) first) == first);
  }

  private static String keepLonger(StringBuilder text, int offset, String piece) {
    String known = text.substring(offset);
    return known.length() > piece.length() ? piece + known.substring(piece.length()) : piece;
  }

  private void checkLines(Map<String, Map<Long, String>> byFile) {
    Map<String, String> places = new HashMap<>();
    Set<String> repeated = new HashSet<>();
    byFile.forEach(
        (file, pieces) ->
            pieces.forEach(
                (offset, piece) -> {
                  long at = offset;
                  for (String line : piece.split("\n", -1)) {
                    String place = file + "@" + at;
                    at += line.length() + 1;
                    String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                    String other = places.put(bare, place);
                    if (bare.endsWith(">") && other != null && !other.equals(place)) {
                      repeated.add(bare);
                    }
                  }
                }));
    for (World.Content content : world.contents) {
      for (String line : content.text.toString().split("\r?\n")) {
        if (line.startsWith("<") && !places.containsKey(line) && !world.mayBeLost.contains(line)) {
          fail("lost: %s", line);
        }
        if (repeated.contains(line) && !content.mayBeRepeated && !world.mayBeTwice.contains(line)) {
          fail("twice, as two lines: %s", line);
        }
      }
    }
  }
}
