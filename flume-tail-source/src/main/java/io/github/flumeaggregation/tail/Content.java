package io.github.flumeaggregation.tail;

import java.io.IOException;

/** What a file holds, as far as it can be compared with what is known of an incarnation. */
interface Content {
  /** Number of bytes, decompressed. */
  long size() throws IOException;

  /** Whether it holds the block in its place; false if it is too short for that. */
  boolean holds(Fingerprint block) throws IOException;

  /** Whether each of the incarnation's blocks can be compared; if not, another look is needed. */
  boolean isComparableTo(Incarnation one);

  /** The block at its end. */
  Fingerprint last() throws IOException;

  /** The content of an open plain file. */
  static Content of(FileHandle handle) {
    return new Content() {
      @Override
      public long size() throws IOException {
        return handle.size();
      }

      @Override
      public boolean holds(Fingerprint block) throws IOException {
        return block.matches(handle);
      }

      @Override
      public boolean isComparableTo(Incarnation one) {
        return true;
      }

      @Override
      public Fingerprint last() throws IOException {
        return Fingerprint.before(handle.size(), handle);
      }
    };
  }
}
