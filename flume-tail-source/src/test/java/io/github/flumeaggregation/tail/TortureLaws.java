package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flume.Event;

/**
 * What must hold after any sequence, by identity and offset:
 *
 * <ol>
 *   <li>Each line, the lines that all logs begin with too, is delivered, unless the model says that
 *       it may be lost.
 *   <li>Under one position there is one content, and what is under one identity is without a gap a
 *       part of what was written into one file.
 *   <li>No line is delivered under two positions, unless the model says that nobody can tell; then
 *       it was counted.
 * </ol>
 */
final class TortureLaws {
  private final World world;
  private final Rig rig;

  /** Pieces by identity and offset. */
  private final Map<String, Map<Long, String>> byFile = new TreeMap<>();

  /** Identities that went on in a copy that was not the same beyond what was saved. */
  private final Set<String> inACopy = new HashSet<>();

  TortureLaws(World world, Rig rig) {
    this.world = world;
    this.rig = rig;
  }

  void check() {
    for (Event event : rig.channel) {
      Map<String, String> headers = event.getHeaders();
      String body = new String(event.getBody(), StandardCharsets.ISO_8859_1);
      long offset = Long.parseLong(headers.get(PositionHeaders.OFFSET));
      int length = Integer.parseInt(headers.get(PositionHeaders.LENGTH));
      String piece = covered(body, length);
      String before = pieces(headers.get(PositionHeaders.FILE)).put(offset, piece);
      if (before != null && before.length() > piece.length()) {
        pieces(headers.get(PositionHeaders.FILE)).put(offset, before);
      }
      String known = before == null ? piece : before;
      if (isOfACopyThatGrew(offset, known, piece)) {
        inACopy.add(headers.get(PositionHeaders.FILE));
        continue;
      }
      assertThat(known.startsWith(piece) || piece.startsWith(known))
          .as("two contents under %s: %s and %s", headers, known, piece)
          .isTrue();
    }
    byFile.forEach(
        (file, pieces) -> {
          if (!inACopy.contains(file)) {
            checkIdentity(file, pieces);
          }
        });
    checkLines();
    checkBanners();
  }

  /**
   * What was delivered before a death and not saved may lie under the positions of other lines of a
   * copy, if that ends where the saved part does and has grown (docs/tail-source.md, unknowable).
   */
  private boolean isOfACopyThatGrew(long offset, String one, String other) {
    return world.hasDied
        && !one.startsWith(other)
        && !other.startsWith(one)
        && world.contents.stream()
            .filter(content -> content.ofACopy)
            .anyMatch(c -> beginsAt(c, offset, one) || beginsAt(c, offset, other));
  }

  private static boolean beginsAt(WrittenContent content, long offset, String piece) {
    return content.text.indexOf(piece, (int) offset) == offset;
  }

  private Map<Long, String> pieces(String file) {
    return byFile.computeIfAbsent(file, key -> new TreeMap<>());
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
          String known = text.substring(at);
          assertThat(known.startsWith(piece) || piece.startsWith(known))
              .as("two contents in %s at %d: %s and %s", file, offset, known, piece)
              .isTrue();
          text.replace(at, text.length(), known.length() > piece.length() ? known : piece);
        });
    assertThat(world.contents)
        .as("%s from %d holds a part of one file: %s", file, first, text)
        .anyMatch(content -> content.text.indexOf(text.toString(), (int) first) == first);
  }

  private void checkLines() {
    Map<String, String> places = new HashMap<>();
    Set<String> repeated = new HashSet<>();
    byFile.forEach(
        (file, pieces) -> pieces.forEach((at, piece) -> note(file, at, piece, places, repeated)));
    for (WrittenContent content : world.contents) {
      for (String line : content.text.toString().split("\r?\n")) {
        if (line.startsWith("<")
            && !places.containsKey(line)
            && !world.mayBeLost.contains(line)
            && !isInPieces(line)) {
          fail("lost: %s", line);
        }
        if (repeated.contains(line) && !content.mayBeRepeated && !world.mayBeTwice.contains(line)) {
          fail("twice, as two lines: %s", line);
        }
        if (content.text.length() < Fingerprint.HEAD_BYTES) {
          // Of a copy that was made in between nothing is known.
          repeated.remove(line);
        }
      }
    }
    repeated.removeAll(world.mayBeUncounted);
    if (!repeated.isEmpty()) {
      assertThat(rig.stats.doubtfulIdentities.get() + rig.stats.possibleLosses.get())
          .as("something is counted, since %s are repeated", repeated)
          .isPositive();
    }
  }

  private boolean isInPieces(String line) {
    return world.mayBeInPieces.stream().anyMatch(line::startsWith)
        && byFile.values().stream()
            .anyMatch(pieces -> String.join("", pieces.values()).contains("\n" + line + "\n"));
  }

  private static void note(
      String file, long at, String piece, Map<String, String> places, Set<String> repeated) {
    long next = at;
    for (String line : piece.split("\n", -1)) {
      String place = file + "@" + next;
      next += line.length() + 1;
      String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      String other = places.put(bare, place);
      if (bare.endsWith(">") && other != null && !other.equals(place)) {
        repeated.add(bare);
      }
    }
  }

  /** Lines that are the same in each life cannot be told apart; their number can. */
  private void checkBanners() {
    if (world.banner.isEmpty()) {
      return;
    }
    long least = world.contents.stream().filter(c -> hasBanner(c) && !c.mayBeMissed).count();
    long delivered =
        byFile.values().stream()
            .filter(pieces -> pieces.containsKey(0L))
            .filter(pieces -> String.join("", pieces.values()).length() >= world.banner.length())
            .count();
    assertThat(delivered)
        .as("first lines of logs")
        .isGreaterThanOrEqualTo(least - world.shortLives - rig.stats.doubtfulIdentities.get());
  }

  private boolean hasBanner(WrittenContent content) {
    return content.text.indexOf(world.banner) == 0;
  }
}
