package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.durable.DurableFiles;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * The file of a snapshot, with a checksum of all before at its end. Written and read piece by
 * piece: as a whole it would need as much memory again as the state itself.
 */
final class Snapshot implements Closeable {
  private static final long MAGIC = 0x464C554D45414747L; // "FLUMEAGG"
  private static final int CHECKSUM_BYTES = 8;
  private static final int PIECE_BYTES = 64 << 10;

  private final File file;
  private final Disk.Input input;
  private long position;

  private Snapshot(File file, Disk.Input input) {
    this.file = file;
    this.input = input;
  }

  /** What {@link #write} has written. */
  static final class Written implements ByteWriter.Target {
    private final DurableFiles.Output output;
    private final BooleanSupplier isGivenUp;
    private final CRC32 crc = new CRC32();
    private long bytes;
    private long crcOfContent;

    private Written(DurableFiles.Output output, BooleanSupplier isGivenUp) {
      this.output = output;
      this.isGivenUp = isGivenUp;
    }

    @Override
    public void write(byte[] piece, int length) {
      try {
        if (isGivenUp.getAsBoolean()) {
          throw new IOException("nobody needs this snapshot any more");
        }
        output.write(bytes, piece, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      crc.update(piece, 0, length);
      bytes += length;
    }

    /** The checksum, by which the snapshot is known again. */
    long crc() {
      return crcOfContent;
    }

    /** How long the file is. */
    long bytes() {
      return bytes;
    }
  }

  /**
   * Writes a file and forces it.
   *
   * @param content writes the state
   * @param isGivenUp is asked for each piece; from then on this fails
   */
  static Written write(
      Disk disk, File file, Consumer<ByteWriter> content, BooleanSupplier isGivenUp)
      throws IOException {
    disk.delete(file);
    try (DurableFiles.Output output = disk.open(file)) {
      Written written = new Written(output, isGivenUp);
      ByteWriter out = new ByteWriter(written).writeLong(MAGIC);
      content.accept(out);
      out.flush();
      written.crcOfContent = written.crc.getValue();
      out.writeLong(written.crcOfContent).flush();
      output.force();
      return written;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Opens the file of the snapshot that has this checksum.
   *
   * @throws StateException if it is another one, or damaged: all of it is checked before any of it
   *     is read
   */
  static Snapshot open(Disk disk, File file, long crc) throws IOException {
    Disk.Input input = disk.openToRead(file);
    try {
      Snapshot snapshot = new Snapshot(file, input);
      snapshot.check(crc);
      return snapshot;
    } catch (IOException | RuntimeException | Error e) {
      input.close();
      throw e;
    }
  }

  private void check(long expectedCrc) throws IOException {
    long end = input.length() - CHECKSUM_BYTES;
    if (end < 0) {
      throw StateException.damaged(file, "its checksum is wrong");
    }
    CRC32 crc = new CRC32();
    byte[] piece = new byte[PIECE_BYTES];
    for (long at = 0; at < end; at += PIECE_BYTES) {
      int length = (int) Math.min(PIECE_BYTES, end - at);
      input.read(at, piece, 0, length);
      crc.update(piece, 0, length);
    }
    position = end;
    if (reader(CHECKSUM_BYTES).readLong() != crc.getValue()) {
      throw StateException.damaged(file, "its checksum is wrong");
    }
    position = 0;
    if (crc.getValue() != expectedCrc || end < CHECKSUM_BYTES || reader(8).readLong() != MAGIC) {
      throw StateException.damaged(file, "it is not the one that the manifest beside it names");
    }
  }

  /** The state, to be read once, before this is closed. */
  ByteReader content() {
    return reader(input.length() - CHECKSUM_BYTES - position);
  }

  private ByteReader reader(long length) {
    return new ByteReader(this::readOn, length);
  }

  private void readOn(byte[] target, int at, int length) {
    try {
      input.read(position, target, at, length);
      position += length;
    } catch (IOException e) {
      throw new StateException("cannot read " + file + " (" + e + ")", e);
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
