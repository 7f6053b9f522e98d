package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.durable.DurableFiles;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The write-ahead log that belongs to one snapshot: records of what has happened since. {@link
 * LogReader} reads it.
 *
 * <p>The file is allocated ahead, so that forcing a record has no file length to force with it, and
 * an old log is used again under the name of the new one. A record is its length, a CRC, the id of
 * the log, its number in it, how many records were on the disk when it was written, and the
 * payload; the CRC covers what follows it. Since the id is random, what is left of an older log can
 * never pass for a record of this one.
 */
final class StateLog implements Closeable {
  static final int HEADER_BYTES = 4 + 4 + 8 + 8 + 8;

  /** Where in a record begins what its CRC covers. */
  static final int CRC_FROM = 8;

  /** Room that a new log has on a disk that says nothing else, and by which it grows. */
  static final int ALLOCATED_BYTES = 8 << 20;

  private static final byte[] ZEROS = new byte[1 << 20];

  private final DurableFiles.Output output;
  private final int aheadBytes;
  private final long id;
  private long allocated;
  private long records;
  private long forcedRecords;
  private long length;
  private byte[] buffer = new byte[64 << 10];

  private StateLog(DurableFiles.Output output, int aheadBytes, long id, long allocated) {
    this.output = output;
    this.aheadBytes = aheadBytes;
    this.id = id;
    this.allocated = allocated;
  }

  /** Makes an empty log in {@code file}, in the room of an older one whose room has been forced. */
  static StateLog create(Disk disk, File file, long id) throws IOException {
    long allocated = disk.length(file);
    DurableFiles.Output output = disk.open(file);
    try {
      StateLog log = new StateLog(output, disk.aheadBytes(), id, allocated);
      log.allocate(log.aheadBytes);
      output.force();
      return log;
    } catch (IOException | RuntimeException | Error e) {
      output.close();
      throw e;
    }
  }

  /** Whether a record of so many bytes fits without {@link #grow}. */
  boolean hasRoom(int payloadLength) {
    return length + HEADER_BYTES + payloadLength <= allocated;
  }

  /** Makes the file longer, durably, so that there is room for a record and many more. */
  void grow(int payloadLength) throws IOException {
    allocate(length + HEADER_BYTES + payloadLength + aheadBytes);
    output.force();
  }

  private void allocate(long bytes) throws IOException {
    while (allocated < bytes) {
      int count = (int) Math.min(ZEROS.length, bytes - allocated);
      output.write(allocated, ZEROS, count);
      allocated += count;
    }
  }

  /** Appends a record, for which there must be room; it is durable only after {@link #force}. */
  void append(byte[] payload, int payloadLength) throws IOException {
    int size = HEADER_BYTES + payloadLength;
    if (buffer.length < size) {
      buffer = new byte[Math.max(size, buffer.length * 2)];
    }
    ByteBuffer record = ByteBuffer.wrap(buffer, 0, size);
    record.putInt(payloadLength).putInt(0).putLong(id).putLong(records);
    record.putLong(forcedRecords);
    record.put(payload, 0, payloadLength);
    record.putInt(4, (int) Checksum.of(buffer, CRC_FROM, size));
    output.write(length, buffer, size);
    length += size;
    records++;
  }

  /** Returns when all records are on the disk. */
  void force() throws IOException {
    output.force();
    forcedRecords = records;
  }

  long id() {
    return id;
  }

  /** How many records are on the disk. */
  long forcedRecords() {
    return forcedRecords;
  }

  /** Number of bytes of the records. */
  long length() {
    return length;
  }

  /** Number of bytes of the file. */
  long allocated() {
    return allocated;
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
