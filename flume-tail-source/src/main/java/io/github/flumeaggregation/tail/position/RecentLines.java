package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The last lines of a content that were read: they tell to the line up to where another content is
 * equal to it.
 *
 * <p>{@link Samples} lie ever sparser. A copy that was made before the last lines came (what
 * copytruncate makes under load) ends between two of them, and the lines after the earlier one
 * could be anybody's. Here each line has its hash, for as long as the file is open, and for a
 * minute after it was truncated or is gone; a part of them is saved ({@link #saved}).
 *
 * <p>Invariant: the lines follow each other without a gap.
 *
 * <p>Cost: 16 bytes for each line, 32 KB at most; a nanosecond for each byte, of which whoever is
 * behind pays {@value #BEHIND_BYTES} for each read.
 */
final class RecentLines {
  /** At 20,000 lines a second, what is written in a tenth of a second. */
  static final int MOST = 2_048;

  /** Most lines that are saved. */
  static final int MOST_SAVED = 512;

  /** Of a read that more follows on, only the last lines can be among the last of the content. */
  private static final int BEHIND_BYTES = 16 << 10;

  private static final int FEW = 16;

  /** What is saved of what ends before the first line, and of each line. */
  private static final int START_BYTES = 2 * Long.BYTES + Integer.BYTES;

  private static final int LINE_BYTES = 2 * Long.BYTES;
  private static final Fingerprint NOTHING = Fingerprint.of(new byte[0], 0, 0, 0);

  /** File offset after each line, and hash of its end; a ring that begins at {@link #first}. */
  private long[] ends = new long[FEW];

  private long[] hashes = new long[FEW];
  private int first;
  private int count;

  /** What ends where the first line begins. */
  private Fingerprint before = NOTHING;

  /** Where the last line ends, and the next one has to begin. */
  private long end;

  /**
   * Takes up what was read.
   *
   * @param bytes in which what was read lies from {@code from} to {@code to}, where a line ends
   * @param shift file offset of an index, less the index
   * @param behind whether there is more to be read, written before
   */
  void add(byte[] bytes, int from, int to, long shift, boolean behind) {
    int begin = from;
    if (behind && to - from > BEHIND_BYTES) {
      begin = lineEnd(bytes, to - BEHIND_BYTES, to);
    }
    if (begin != from || shift + from != end) {
      first = 0;
      count = 0;
      before = Fingerprint.of(bytes, begin, length(begin), shift + begin);
    }
    while (begin < to) {
      int next = lineEnd(bytes, begin, to);
      append(shift + next, hash(bytes, begin, next));
      begin = next;
    }
    end = shift + to;
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, to);
  }

  private static long hash(byte[] bytes, int from, int to) {
    return Fingerprint.of(bytes, to, length(to - from), to).hash();
  }

  private static int length(long bytes) {
    return (int) Math.min(bytes, Fingerprint.CHECK_BYTES);
  }

  private void append(long lineEnd, long hash) {
    if (count == ends.length && count < MOST) {
      grow();
    } else if (count == MOST) {
      before = line(before.end(), first);
      first = (first + 1) % MOST;
      count--;
    }
    int at = (first + count++) % ends.length;
    ends[at] = lineEnd;
    hashes[at] = hash;
  }

  /** Before it is full for the first time, so that the ring still begins at 0. */
  private void grow() {
    ends = Arrays.copyOf(ends, 2 * count);
    hashes = Arrays.copyOf(hashes, 2 * count);
  }

  /** What lies after that offset is another content now. */
  void forgetAfter(long offset) {
    if (end > offset) {
      clear();
    }
  }

  /** Forgets all, and takes no more room than at first. */
  void clear() {
    if (ends.length > FEW) {
      ends = new long[FEW];
      hashes = new long[FEW];
    }
    first = 0;
    count = 0;
    before = NOTHING;
    end = 0;
  }

  /** The last {@link #MOST_SAVED} lines, for {@link #restore}; empty if there are none. */
  byte[] saved() {
    int left = Math.min(count, MOST_SAVED);
    Fingerprint start = before;
    for (int i = 0; i < count - left; i++) {
      start = line(start.end(), (first + i) % ends.length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(left == 0 ? 0 : START_BYTES + left * LINE_BYTES);
    if (left > 0) {
      bytes.putLong(start.end()).putInt(start.length()).putLong(start.hash());
    }
    for (int i = count - left; i < count; i++) {
      int at = (first + i) % ends.length;
      bytes.putLong(ends[at]).putLong(hashes[at]);
    }
    return bytes.array();
  }

  /** Takes up the lines that were {@link #saved}. */
  void restore(byte[] saved) {
    clear();
    ByteBuffer bytes = ByteBuffer.wrap(saved);
    before = new Fingerprint(bytes.getLong(), bytes.getInt(), bytes.getLong());
    while (bytes.hasRemaining()) {
      end = bytes.getLong();
      append(end, bytes.getLong());
    }
  }

  /**
   * Up to where a content is equal: the end of the last line that it holds, of those that follow
   * each other.
   *
   * @param offset up to where that is known
   * @param doubt from where on it is known that it is not, or may not be
   */
  long agreedUpTo(Content content, long offset, long doubt) throws IOException {
    long agreed = offset;
    long lineStart = before.end();
    if (lineStart > agreed) {
      if (lineStart >= doubt || !content.holds(before)) {
        return agreed;
      }
      agreed = lineStart;
    }
    for (int i = 0; i < count; i++) {
      Fingerprint line = line(lineStart, (first + i) % ends.length);
      if (line.end() > agreed) {
        if (!content.holds(line)) {
          return agreed;
        }
        agreed = line.end();
      }
      lineStart = line.end();
    }
    return agreed;
  }

  private Fingerprint line(long lineStart, int at) {
    return new Fingerprint(ends[at], length(ends[at] - lineStart), hashes[at]);
  }
}
