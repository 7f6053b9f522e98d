package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is remembered of the content of an incarnation, by which it is told from others later: the
 * head, the block before the position, sampled blocks between, and how much of it was there at
 * first.
 *
 * <p>A block that is not in a content proves that the content is another. That all blocks are in it
 * proves as much as they are long; two logs may well begin with the same lines.
 */
public final class Evidence {
  /** As many equal bytes at least make a likeness evidence: logs may well begin with one line. */
  public static final int LEAST_BYTES = 512;

  /** Two lives of a log are not taken to begin with more equal bytes than these. */
  static final int LONGEST_BEGINNING_BYTES = 64 << 10;

  /** What comes later is not written when a program starts. */
  private static final long BEGINNING_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Nor what comes after it had nothing more to say for so long. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private Fingerprint head;
  private @Nullable Fingerprint check;
  private final Samples samples = new Samples();
  private final RecentLines recent = new RecentLines();
  private int beginningBytes = LONGEST_BEGINNING_BYTES;

  /**
   * Of a content that begins so.
   *
   * @param head of at least one byte
   */
  Evidence(Fingerprint head) {
    this.head = head;
  }

  Fingerprint head() {
    return head;
  }

  void head(Fingerprint longer) {
    head = longer;
  }

  /** Of bytes that end at or before the delivered offset; null while nothing was delivered. */
  @Nullable
  Fingerprint check() {
    return check;
  }

  /** Sets how a later look can tell that the bytes before the offset are still the same. */
  void checkedBy(@Nullable Fingerprint newCheck) {
    check = newCheck;
  }

  /** Sampled blocks of what was seen of it, delivered or not. */
  public Samples samples() {
    return samples;
  }

  /**
   * Takes up what was read.
   *
   * @param bytes in which what was read lies from {@code from} to {@code to}, where an event ends
   * @param shift file offset of an index, less the index
   * @param behind whether there is more to be read, written before
   */
  public void read(byte[] bytes, int from, int to, long shift, boolean behind) {
    samples.sample(bytes, from, to, shift);
    recent.add(bytes, from, to, shift, behind);
  }

  /**
   * It will be read again after that offset. What was sampled beyond stays: it may be delivered.
   */
  void readAgainAfter(long offset) {
    recent.forgetAfter(offset);
  }

  /** What is known of its last lines, as {@link #lastLines(byte[])} takes it; empty if nothing. */
  byte[] lastLines() {
    return recent.saved();
  }

  void lastLines(byte[] saved) {
    recent.restore(saved);
  }

  /** Nobody writes to it any more, it seems: what is dear to keep is forgotten. */
  void atRest() {
    recent.clear();
  }

  /** All blocks that it consists of. */
  List<Fingerprint> blocks() {
    List<Fingerprint> blocks = new ArrayList<>(samples.blocks());
    blocks.add(head);
    if (check != null) {
      blocks.add(check);
    }
    return blocks;
  }

  /**
   * Whether that content holds the first bytes, up to an offset, and all that was seen beyond: as
   * far as can be seen.
   */
  boolean isIn(Content content, long offset) throws IOException {
    // The head last: whoever is compared begins alike.
    return content.size() >= offset
        && samples.areAllIn(content)
        && (check == null || content.holds(check))
        && content.holds(head);
  }

  /** Up to where that content is provably equal, but no further than to an offset. */
  long agreedUpTo(Content content, long offset) throws IOException {
    long sampled = samples.agreedUpTo(content);
    if (!content.holds(head)) {
      // The head may reach beyond what is equal.
      return sampled < LEAST_BYTES ? 0 : Math.min(offset, sampled);
    }
    long agreed = recent.agreedUpTo(content, sampled, samples.endAfter(sampled));
    return Math.min(offset, Math.max(head.end(), agreed));
  }

  /**
   * How much of it was there in the first seconds: what a program writes when it starts, and may
   * write again. A content that agrees further than that is no next life.
   */
  int beginningBytes() {
    return beginningBytes;
  }

  /** Whether it is known how much was there in the first seconds. */
  boolean knowsBeginning() {
    return beginningBytes < LONGEST_BEGINNING_BYTES;
  }

  /**
   * Notes how much was there in its first seconds, or before it paused.
   *
   * @param bytes what was there, all of which has been looked at
   * @param knownNanos since when it is known
   * @param quietNanos since when it has not grown
   */
  void noteBeginning(long bytes, long knownNanos, long quietNanos) {
    if (!knowsBeginning()
        && bytes > 0
        && (knownNanos >= BEGINNING_NANOS || quietNanos >= PAUSE_NANOS)) {
      beginningIs(bytes);
    }
  }

  void beginningIs(long bytes) {
    beginningBytes = (int) Math.min(bytes, LONGEST_BEGINNING_BYTES);
  }
}
