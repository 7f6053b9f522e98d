package io.github.flumeaggregation.window;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads a {@link StateLog} again. What was being written when the process died or the power failed
 * is its torn end, and was never promised; everything else that cannot be read is damage, and is
 * refused. They are told apart by what is known to have been on the disk: by any sound record
 * behind the first that is not, and by the {@link Confirmation}.
 */
final class LogReader {
  private final File file;
  private final byte[] bytes;
  private final ByteBuffer log;
  private final long id;
  private long number;
  private int at;

  LogReader(File file, byte[] bytes, long id) {
    this.file = file;
    this.bytes = bytes;
    this.log = ByteBuffer.wrap(bytes);
    this.id = id;
  }

  /**
   * Gives the payloads of all records, in order.
   *
   * @param allocated how long the file is at least
   * @param confirmed how many records have been on the disk
   * @throws StateException if not all are there that have been on the disk
   */
  void read(long allocated, long confirmed, Consumer<byte[]> reader) {
    if (bytes.length < allocated) {
      throw StateException.damaged(
          file, "it has " + bytes.length + " bytes of " + allocated + "; it has been cut off");
    }
    // First all is checked: damage must not show as whatever half a log amounts to.
    int end = skipSound();
    long promised = Math.max(confirmed, promisedBehind(end));
    if (promised > number) {
      throw StateException.damaged(
          file,
          String.format(
              "at byte %d, record %d, is not what was written there, and at least %d records had"
                  + " been on the disk",
              end, number + 1, promised));
    }
    for (at = 0; at < end; at += sizeAt(at)) {
      reader.accept(Arrays.copyOfRange(bytes, at + StateLog.HEADER_BYTES, at + sizeAt(at)));
    }
  }

  private int skipSound() {
    while (isRecord(at) && log.getLong(at + 16) == number) {
      at += sizeAt(at);
      number++;
    }
    return at;
  }

  /** What the sound records behind {@code from} say had been on the disk; 0 if there are none. */
  private long promisedBehind(int from) {
    long promised = 0;
    for (int i = from + 1; i <= bytes.length - StateLog.HEADER_BYTES; i++) {
      if (log.getLong(i + 8) == id && isRecord(i)) {
        promised = Math.max(promised, log.getLong(i + 24));
      }
    }
    return promised;
  }

  private int sizeAt(int from) {
    return StateLog.HEADER_BYTES + log.getInt(from);
  }

  private boolean isRecord(int from) {
    if (bytes.length - from < StateLog.HEADER_BYTES) {
      return false;
    }
    int payload = log.getInt(from);
    return payload >= 0
        && payload <= bytes.length - from - StateLog.HEADER_BYTES
        && log.getLong(from + 8) == id
        && log.getInt(from + 4) == StateLog.crc(bytes, from, from + sizeAt(from));
  }
}
