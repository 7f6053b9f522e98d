package io.github.flumeaggregation.window;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * The write-ahead log that belongs to one snapshot: records of what has happened since.
 *
 * <p>The file is preallocated, so that forcing a record has no file length to force with it, and an
 * old log is used again under the name of the new one. A record is its length, a CRC, the
 * generation of the log, its number in it, how many records were on the disk when it was written,
 * and the payload; the CRC covers what follows it. A record of an older generation, or any garbage,
 * therefore ends the log.
 */
final class StateLog implements Closeable {
  private static final int HEADER_BYTES = 4 + 4 + 8 + 8 + 8;
  private static final int CRC_FROM = 8;

  /** Room that a new log has; a longer one grows by itself. */
  private static final int PREALLOCATED_BYTES = 8 << 20;

  private final Disk.Output output;
  private final long generation;
  private long records;
  private long forcedRecords;
  private long length;
  private byte[] buffer = new byte[64 << 10];

  private StateLog(Disk.Output output, long generation) {
    this.output = output;
    this.generation = generation;
  }

  /** Makes an empty log in {@code file}, which may exist and hold a log of an older generation. */
  static StateLog create(Disk disk, File file, long generation) throws IOException {
    boolean preallocated = file.length() >= PREALLOCATED_BYTES;
    Disk.Output output = disk.open(file);
    try {
      StateLog log = new StateLog(output, generation);
      if (!preallocated) {
        log.preallocate();
      }
      return log;
    } catch (IOException | RuntimeException e) {
      output.close();
      throw e;
    }
  }

  private void preallocate() throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (long at = 0; at < PREALLOCATED_BYTES; at += zeros.length) {
      output.write(at, zeros, zeros.length);
    }
    output.force();
  }

  /** Appends a record; it is durable only after {@link #force}. */
  void append(byte[] payload, int payloadLength) throws IOException {
    int size = HEADER_BYTES + payloadLength;
    if (buffer.length < size) {
      buffer = new byte[Math.max(size, buffer.length * 2)];
    }
    ByteBuffer record = ByteBuffer.wrap(buffer, 0, size);
    record.putInt(payloadLength).putInt(0).putLong(generation).putLong(records);
    record.putLong(forcedRecords);
    record.put(payload, 0, payloadLength);
    record.putInt(4, crc(buffer, 0, size));
    output.write(length, buffer, size);
    length += size;
    records++;
  }

  private static int crc(byte[] bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from + CRC_FROM, to - from - CRC_FROM);
    return (int) crc.getValue();
  }

  /** Returns when all records are on the disk. */
  void force() throws IOException {
    output.force();
    forcedRecords = records;
  }

  /** Number of bytes of the records. */
  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  /**
   * Reads the records of a log, in order, up to the first that is not whole: what was being written
   * when the process died.
   *
   * @return the number of records
   * @throws StateException if the one after it is whole and says that it had been on the disk
   */
  static long read(File file, long generation, Consumer<byte[]> reader) throws IOException {
    if (!file.exists()) {
      return 0;
    }
    byte[] bytes = Files.readAllBytes(file.toPath());
    ByteBuffer log = ByteBuffer.wrap(bytes);
    long number = 0;
    int at = 0;
    while (isRecord(bytes, at, generation, number)) {
      int size = HEADER_BYTES + log.getInt(at);
      byte[] payload = new byte[size - HEADER_BYTES];
      System.arraycopy(bytes, at + HEADER_BYTES, payload, 0, payload.length);
      reader.accept(payload);
      at += size;
      number++;
    }
    checkIsTail(file, bytes, at, generation, number);
    return number;
  }

  private static void checkIsTail(
      File file, byte[] bytes, int damagedAt, long generation, long number) {
    ByteBuffer log = ByteBuffer.wrap(bytes);
    if (damagedAt + HEADER_BYTES > log.capacity()) {
      return;
    }
    long nextAt = damagedAt + (long) HEADER_BYTES + Math.max(0, log.getInt(damagedAt));
    if (nextAt < log.capacity()
        && isRecord(bytes, (int) nextAt, generation, number + 1)
        && log.getLong((int) nextAt + 24) > number) {
      throw new StateException(
          file
              + " is damaged at byte "
              + damagedAt
              + ", and not at its end: the disk has lost data that it had confirmed."
              + " Restore the state directory from a backup, or start over by the reset command"
              + " (docs/window-sink.md), which keeps the damaged state under another name");
    }
  }

  private static boolean isRecord(byte[] bytes, int at, long generation, long number) {
    ByteBuffer log = ByteBuffer.wrap(bytes);
    if (log.capacity() - at < HEADER_BYTES) {
      return false;
    }
    int payload = log.getInt(at);
    return payload >= 0
        && payload <= log.capacity() - at - HEADER_BYTES
        && log.getLong(at + 8) == generation
        && log.getLong(at + 16) == number
        && log.getInt(at + 4) == crc(bytes, at, at + HEADER_BYTES + payload);
  }
}
