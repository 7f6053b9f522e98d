package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sampled blocks of a content: the last lines that were read, and fewer and fewer the further back.
 * They tell up to where another content, or a later state of the same file, is equal to it.
 *
 * <p>Invariants: each block ends where a line or an event ends; the ends ascend; there are at most
 * {@link #MOST}, and the gaps between them grow with the distance from the last one, so that some
 * block lies within the last eighth of any stretch of the content that is not too short.
 *
 * <p>Cost: 1.5 KB per file, and some 10 µs per read of 256 KiB.
 */
public final class Samples {
  /** Most blocks that are kept. */
  static final int MOST = 32;

  /** How many line ends in a row are sampled at the end of what was read. */
  private static final int DENSE = 16;

  private final List<Fingerprint> blocks = new ArrayList<>(4);

  /** All blocks, by ascending ends. */
  List<Fingerprint> blocks() {
    return Collections.unmodifiableList(blocks);
  }

  /** Takes up a block, unless the content has been sampled further already. */
  void add(Fingerprint block) {
    if (block.end() <= lastEnd()) {
      return;
    }
    blocks.add(block);
    if (blocks.size() > MOST) {
      blocks.remove(mostDispensable(blocks));
    }
  }

  /** Up to where the content has been sampled. */
  public long lastEnd() {
    return blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).end();
  }

  /** The one that leaves the smallest gap, measured by how far back it is. */
  private static int mostDispensable(List<Fingerprint> blocks) {
    long last = blocks.get(blocks.size() - 1).end();
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < blocks.size() - 1; i++) {
      long before = i == 0 ? 0 : blocks.get(i - 1).end();
      long gap = blocks.get(i + 1).end() - before;
      double weight = (double) gap / (last - blocks.get(i).end());
      if (weight < least) {
        least = weight;
        best = i;
      }
    }
    return best;
  }

  /** The {@code most} blocks that tell most, to be saved. */
  List<Fingerprint> few(int most) {
    List<Fingerprint> few = new ArrayList<>(blocks);
    while (few.size() > most) {
      few.remove(mostDispensable(few));
    }
    return few;
  }

  /**
   * Samples what was read.
   *
   * @param bytes in which what was read lies from {@code from} to {@code to}, where an event ends
   * @param shift file offset of an index, less the index
   */
  public void sample(byte[] bytes, int from, int to, long shift) {
    int[] ends = new int[MOST];
    int count = 0;
    int end = to;
    while (end > from && count < ends.length) {
      ends[count++] = end;
      int next = count < DENSE ? end - 1 : to - 2 * (to - end);
      end = lineEndAtOrBefore(bytes, from, next);
    }
    while (count > 0) {
      int at = ends[--count];
      add(Fingerprint.of(bytes, at, Math.min(at, Fingerprint.CHECK_BYTES), shift + at));
    }
  }

  /** Samples the whole lines of the first bytes of a content. */
  void sampleLines(byte[] first, int length) {
    sample(first, 0, lineEndAtOrBefore(first, 0, length), 0);
  }

  private static int lineEndAtOrBefore(byte[] bytes, int from, int index) {
    int end = index;
    while (end > from && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Whether the content holds every block that it is long enough for. */
  boolean agreeWith(Content content) throws IOException {
    long size = content.size();
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Fingerprint block = blocks.get(i);
      if (block.end() <= size && !content.holds(block)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the content holds every block; it has been at least that long. */
  public boolean areAllIn(Content content) throws IOException {
    // The last ones first: logs that begin alike differ there.
    for (int i = blocks.size() - 1; i >= 0; i--) {
      if (!content.holds(blocks.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** End of the last block before the first that the content does not hold; 0 if there is none. */
  long agreedUpTo(Content content) throws IOException {
    long size = content.size();
    long agreed = 0;
    for (Fingerprint block : blocks) {
      if (block.end() > size || !content.holds(block)) {
        break;
      }
      agreed = block.end();
    }
    return agreed;
  }

  /** End of the first block that ends after that offset; the largest number if none does. */
  long endAfter(long offset) {
    for (Fingerprint block : blocks) {
      if (block.end() > offset) {
        return block.end();
      }
    }
    return Long.MAX_VALUE;
  }
}
