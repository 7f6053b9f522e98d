package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.durable.DurableFiles;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * The file {@code confirmed}: how many records of the log have been forced. By it one knows that
 * the last record is damaged, when it is, and not just what was being written at a crash.
 *
 * <p>It is itself never forced, which would double what a commit costs. A killed process leaves it
 * exact; after a power failure it may say too little, never too much.
 */
final class ForcedRecords implements Closeable {
  private static final String NAME = "confirmed";

  private final DurableFiles.Output output;
  private final ByteWriter out = new ByteWriter();

  ForcedRecords(Disk disk, File directory) throws IOException {
    output = disk.open(new File(directory, NAME));
  }

  /** Notes that so many records of a log are on the disk. */
  void write(long logId, long records) throws IOException {
    out.reset();
    out.writeLong(logId).writeLong(records);
    Checksum.append(out);
    output.write(0, out.array(), out.length());
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  /** How many records of a log are known to have been on the disk. */
  static long read(Disk disk, File directory, long logId) throws IOException {
    try {
      byte[] content = disk.read(new File(directory, NAME));
      // Torn, or of another log: then it says nothing.
      ByteReader in = new ByteReader(content);
      return Checksum.isRight(content) && in.readLong() == logId ? in.readLong() : 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
