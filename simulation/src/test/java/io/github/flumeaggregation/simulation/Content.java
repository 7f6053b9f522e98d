package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What was written to one file from its creation or truncation on. */
final class Content {
  /** From so many bytes that are known of a file on, the documentation is sure of its copies. */
  static final int PROOF_BYTES = 1024;

  /** Two files that begin with so few equal bytes are not said to be related. */
  private static final int SHORT_BYTES = 512;

  final StringBuilder text = new StringBuilder();
  final List<WrittenLine> lines = new ArrayList<>();

  /** The last line, if its end is not written yet. */
  WrittenLine half;

  /** Bytes of its own lines that the source knows of for good. */
  long securedBytes;

  /** Whether it lies in more than one file, or in another one, since it was known for good. */
  private boolean isCopied;

  /** Bytes that were known of what it replaced a moment ago; -1 if it did not. */
  private long sharedBytes = -1;

  /** Whether it was copied or replaced when little was known of it, and nothing is known since. */
  private boolean isDoubtful;

  /** Whether the source that runs has it open and will read it to its end, wherever it goes. */
  boolean isHeld;

  /** When it was written to last, by the world's clock. */
  long grownMillis;

  boolean isWhole() {
    return half == null && text.length() > 0;
  }

  /** The last line gets its end. */
  void finish() {
    if (half != null) {
      int written = text.length() - (int) half.offset;
      text.append(half.text.substring(written)).append('\n');
      half = null;
    }
  }

  /** It lies in another file, too, or in another one now: if little is known, that is another. */
  void copied() {
    isHeld = false;
    isCopied = true;
    if (securedBytes < PROOF_BYTES || sharedBytes >= 0) {
      doubted();
      uncounted();
    }
  }

  /** It is not where a log that it replaced was born: that lines may count twice is not said. */
  void liesElsewhere() {
    if (sharedBytes >= 0) {
      uncounted();
    }
  }

  private void uncounted() {
    boolean isShort = securedBytes < SHORT_BYTES;
    lines.forEach(line -> line.mayBeUncounted |= isShort);
  }

  private void doubted() {
    isDoubtful = true;
    lines.forEach(line -> line.mayBeTwice = true);
  }

  /**
   * It takes the place of another one, whose content it has. A copy of it that is made now may have
   * the inode of that one; and if that was a copy itself, it may not have been looked at yet.
   */
  void replaces(Content old) {
    text.append(old.text);
    lines.addAll(old.lines);
    securedBytes = old.securedBytes;
    isCopied = true;
    if (old.isCopied || securedBytes < PROOF_BYTES) {
      doubted();
    }
    sharedBytes = securedBytes;
  }

  /** Whoever is killed before he has saved a position in it may take it for another file then. */
  void add(WrittenLine line) {
    line.mayBeTwice |= isDoubtful;
    lines.add(line);
  }

  /** Nobody can read what does not count by now. */
  void mayLose(Predicate<WrittenLine> secured) {
    lines.stream().filter(line -> !secured.test(line)).forEach(line -> line.mayBeLost = true);
  }

  /** Everything is read, confirmed and saved. */
  void secure(Predicate<WrittenLine> secured) {
    isDoubtful = false;
    isCopied = false;
    sharedBytes = -1;
    securedBytes = lines.stream().filter(secured).mapToLong(line -> line.text.length() + 1L).sum();
  }
}
