package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.File;
import java.util.zip.CRC32;

/** The CRC-32 at the end of a file of the state, over all that is before it. */
final class Checksum {
  private static final int BYTES = 8;

  private Checksum() {}

  static long of(byte[] bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, to - from);
    return crc.getValue();
  }

  /** Appends the checksum of what has been written, and answers it. */
  static long append(ByteWriter out) {
    long crc = of(out.array(), 0, out.length());
    out.writeLong(crc);
    return crc;
  }

  /** The checksum at the end of a file's content. */
  static long at(byte[] content) {
    return new ByteReader(content, Math.max(0, content.length - BYTES), content.length).readLong();
  }

  /**
   * The content of a file, without the checksum at its end.
   *
   * @throws StateException if that is wrong
   */
  static ByteReader open(File file, byte[] content) {
    if (!isRight(content)) {
      throw StateException.damaged(file, "its checksum is wrong");
    }
    return new ByteReader(content, 0, content.length - BYTES);
  }

  static boolean isRight(byte[] content) {
    return content.length >= BYTES && at(content) == of(content, 0, content.length - BYTES);
  }
}
