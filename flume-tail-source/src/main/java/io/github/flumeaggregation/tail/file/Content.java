package io.github.flumeaggregation.tail.file;

import java.io.IOException;
import java.util.Collection;

/** What a file holds, as far as it can be compared with what is known of another. */
public interface Content {
  /** Number of bytes, decompressed. */
  long size() throws IOException;

  /** Whether it holds the block in its place; false if it is too short for that. */
  boolean holds(Fingerprint block) throws IOException;

  /** Whether each of the blocks can be compared; if not, another look is needed. */
  boolean isComparableTo(Collection<Fingerprint> blocks);

  /** The block at its end. */
  Fingerprint last() throws IOException;

  /**
   * The content of an open plain file, for one look: what was read of it once is taken for granted.
   */
  static Content of(FileHandle handle) {
    return new PlainContent(handle);
  }
}
