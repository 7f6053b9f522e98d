package io.github.flumeaggregation.window.state;

import java.io.File;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a {@link StateLog} again. What was being written when the process died or the power failed
 * is its torn end, and was never promised; everything else that cannot be read is damage, and is
 * refused. They are told apart by what is known to have been on the disk: by any sound record
 * behind the first that is not, and by the {@link ForcedRecords}.
 */
final class LogReader {
  private final File file;
  private final LogBytes log;
  private final long id;
  private long number;

  LogReader(File file, Disk.Input input, long id) {
    this.file = file;
    this.log = new LogBytes(input);
    this.id = id;
  }

  /**
   * Gives the payloads of all records, in order.
   *
   * @param allocated how long the file is at least
   * @param forced how many records have been on the disk
   * @throws StateException if not all are there that have been on the disk
   */
  void read(long allocated, long forced, Consumer<byte[]> reader) throws IOException {
    if (log.length() < allocated) {
      throw StateException.damaged(
          file, "it has " + log.length() + " bytes of " + allocated + "; it has been cut off");
    }
    // First all is checked: damage must not show as whatever half a log amounts to.
    long end = endOfSound();
    long promised = Math.max(forced, promisedBehind(end));
    if (promised > number) {
      throw StateException.damaged(
          file,
          String.format(
              "at byte %d, record %d, is not what was written there, and at least %d records had"
                  + " been on the disk",
              end, number + 1, promised));
    }
    for (long at = 0; at < end; at += sizeAt(at)) {
      reader.accept(log.copy(at + StateLog.HEADER_BYTES, log.getInt(at)));
    }
  }

  private long endOfSound() throws IOException {
    long at = 0;
    while (isRecord(at) && log.getLong(at + 16) == number) {
      at += sizeAt(at);
      number++;
    }
    return at;
  }

  /** What the sound records behind {@code from} say had been on the disk; 0 if there are none. */
  private long promisedBehind(long from) throws IOException {
    long promised = 0;
    for (long at = log.find(id, from + 9); at >= 0; at = log.find(id, at + 1)) {
      if (isRecord(at - 8)) {
        promised = Math.max(promised, log.getLong(at + 16));
      }
    }
    return promised;
  }

  private long sizeAt(long from) throws IOException {
    return StateLog.HEADER_BYTES + (long) log.getInt(from);
  }

  private boolean isRecord(long from) throws IOException {
    if (log.length() - from < StateLog.HEADER_BYTES) {
      return false;
    }
    int payload = log.getInt(from);
    return payload >= 0
        && payload <= log.length() - from - StateLog.HEADER_BYTES
        && log.getLong(from + 8) == id
        && log.getInt(from + 4) == log.crc(from + StateLog.CRC_FROM, from + sizeAt(from));
  }
}
