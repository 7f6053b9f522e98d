package io.github.flumeaggregation.tail.file;

import java.io.Closeable;
import java.io.IOException;

/**
 * The content of an open file, read at any offset. It stays within reach whatever happens to the
 * file's name.
 */
public interface FileHandle extends Closeable {
  /** Size of the content now, in bytes. */
  long size() throws IOException;

  /**
   * Does a bounded amount of work towards reading at {@code offset}.
   *
   * @return whether a {@link #read} there costs no more than its bytes now
   */
  boolean prepare(long offset) throws IOException;

  /**
   * Reads up to {@code length} bytes at {@code offset} into {@code into[at..]}; fewer only at the
   * end of the content.
   *
   * @return the number of bytes read, 0 at the end
   */
  int read(long offset, byte[] into, int at, int length) throws IOException;
}
