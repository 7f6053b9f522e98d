package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Utf8;
import io.github.flumeaggregation.core.regex.Assertion.Side;
import java.util.Arrays;

/**
 * Finds the leftmost match of a pattern, of several there the one that a backtracking matcher would
 * find first, and the places of its groups.
 *
 * <p>It does backtrack, but never tries the same fork at the same place twice: a bit for each is
 * kept, so that time is at worst the text's length times the program's. (A repeated group that can
 * match nothing may so be left out where others report an empty one.) A repetition of one set of
 * characters, none of which can begin what follows it, is taken at a stretch and never given back:
 * then there is nothing to try again in most patterns for logs.
 *
 * <p>Memory is bounded: if a text would need more than 16 million bits or 64 MiB of alternatives,
 * there is no match. Not safe for several threads.
 */
public final class RegexCaptures {
  private static final int MAX_BITS = 1 << 24;
  private static final int MAX_STACK = 1 << 24;

  private final Program program;
  private final CaptureLoops loops;
  private final boolean anchored;
  private final @Nullable CharSet first;
  private final int[] slots;
  private long[] visited = {};
  private int[] stack = new int[48];
  private int stackSize;
  private boolean exhausted;

  private byte[] bytes = {};
  private int from;
  private int to;

  RegexCaptures(Program program, int groups) {
    this.program = program;
    this.loops = new CaptureLoops(program);
    this.anchored = program.isAnchored();
    this.first = program.first(program.start());
    this.slots = new int[2 * groups + 2];
  }

  /** Whether the pattern occurs in {@code text[begin, end)}. */
  public boolean find(byte[] text, int begin, int end) {
    long bits = (long) loops.forks() * (end - begin + 1);
    if (bits > MAX_BITS) {
      return false;
    }
    bytes = text;
    from = begin;
    to = end;
    exhausted = false;
    clearVisited((int) ((bits + 63) >> 6));
    return findFrom(begin);
  }

  /**
   * Whether the pattern occurs once more, in the text in which {@link #find} or this found it.
   *
   * @param begin where the match found last ends, or a place after that
   */
  public boolean findNext(int begin) {
    // What was tried behind the end of a match had failed, and would fail again. What was tried
    // at its end may have been the way to it.
    long places = to - from + 1L;
    for (long bit = (long) begin - from; bit < loops.forks() * places; bit += places) {
      visited[(int) (bit >> 6)] &= ~(1L << bit);
    }
    return findFrom(begin);
  }

  private boolean findFrom(int begin) {
    for (int at = begin; at <= to; at += at < to ? length(at) : 1) {
      boolean possible = first == null || (at < to && first.contains(codePoint(at)));
      if (possible && matchesAt(at)) {
        return true;
      }
      if (anchored || exhausted) {
        return false;
      }
    }
    return false;
  }

  private void clearVisited(int words) {
    if (visited.length < words) {
      visited = new long[words + words / 2];
    } else {
      Arrays.fill(visited, 0, words, 0);
    }
  }

  /**
   * Index of the first byte of the group, counted from 1, or of the whole match, which is 0; -1 if
   * it took part in no way.
   */
  public int start(int group) {
    return slots[2 * group];
  }

  /** Index after the last byte of the group. */
  public int end(int group) {
    return slots[2 * group + 1];
  }

  private boolean matchesAt(int start) {
    Arrays.fill(slots, -1);
    slots[0] = start;
    stackSize = 0;
    boolean found = run(program.start(), start);
    while (!found && stackSize > 0 && !exhausted) {
      stackSize -= 3;
      found = resume(stack[stackSize], stack[stackSize + 1], stack[stackSize + 2]);
    }
    return found && !exhausted;
  }

  /** Takes up an alternative: of a stretch the last place, then the one before and so on. */
  private boolean resume(int pc, int low, int high) {
    if (pc < 0) {
      slots[-pc - 1] = low;
      return false;
    }
    if (high > low) {
      push(pc, low, high - 1);
    }
    return run(program.other(pc), high);
  }

  private void push(int pc, int low, int high) {
    if (stackSize + 3 > stack.length) {
      if (stack.length >= MAX_STACK) {
        exhausted = true;
        return;
      }
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
    stack[stackSize++] = pc;
    stack[stackSize++] = low;
    stack[stackSize++] = high;
  }

  /** Follows the preferred way from {@code start} on until it matches or fails. */
  private boolean run(int start, int place) {
    int pc = start;
    int at = place;
    while (at >= 0) {
      switch (program.op(pc)) {
        case MATCH:
          slots[1] = at;
          return true;
        case TAKE:
          if (at == to || !program.set(pc).contains(codePoint(at))) {
            return false;
          }
          at += length(at);
          pc = program.next(pc);
          break;
        case KEEP:
          keep(program.slot(pc), at);
          pc = program.next(pc);
          break;
        case CHECK:
          if (!program.assertion(pc).holds(before(at), after(at))) {
            return false;
          }
          pc = program.next(pc);
          break;
        default:
          if (loops.isLoop(pc)) {
            at = takeAll(pc, at);
            pc = program.other(pc);
          } else {
            at = isNew(pc, at) ? at : -1;
            push(pc, at, at);
            pc = program.next(pc);
          }
      }
    }
    return false;
  }

  private void keep(int slot, int at) {
    push(-slot - 1, slots[slot], 0);
    slots[slot] = at;
  }

  /**
   * Takes what the loop at {@code pc} can take; answers where it ends, or -1 if this was tried
   * before. The places before the end are alternatives.
   */
  private int takeAll(int pc, int start) {
    CharSet set = program.set(program.next(pc));
    boolean alternatives = !loops.isPossessive(pc);
    int low = start;
    int at = start;
    while (isNew(pc, at)) {
      if (at == to || !set.contains(codePoint(at))) {
        pushStretch(pc, low, at - 1, alternatives);
        return at;
      }
      int length = length(at);
      if (length > 1) {
        pushStretch(pc, low, at, alternatives);
        low = at + length;
      }
      at += length;
    }
    pushStretch(pc, low, at - 1, alternatives);
    return -1;
  }

  /** In a stretch all characters are of one byte, so that it can be gone back through. */
  private void pushStretch(int pc, int low, int high, boolean alternatives) {
    if (alternatives && low <= high) {
      push(pc, low, high);
    }
  }

  /** Whether the fork has not been tried at this place; now it has. */
  private boolean isNew(int pc, int at) {
    long bit = (long) loops.number(pc) * (to - from + 1) + (at - from);
    int word = (int) (bit >> 6);
    long mask = 1L << bit;
    boolean isNew = (visited[word] & mask) == 0;
    visited[word] |= mask;
    return isNew;
  }

  private int codePoint(int at) {
    int b = bytes[at];
    return b >= 0 ? b : Utf8.codePoint(Utf8.decode(bytes, at, to));
  }

  private int length(int at) {
    return bytes[at] >= 0 ? 1 : Utf8.length(Utf8.decode(bytes, at, to));
  }

  /** Words are of ASCII characters, so the byte before tells as much as the character. */
  private Side before(int at) {
    return at == from ? Side.NOTHING : Side.of(bytes[at - 1] & 0xff);
  }

  private Side after(int at) {
    return at == to ? Side.NOTHING : Side.of(bytes[at] & 0xff);
  }
}
