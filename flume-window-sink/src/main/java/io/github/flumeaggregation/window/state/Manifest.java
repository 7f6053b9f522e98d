package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.encoding.MalformedBytesException;
import java.io.File;
import java.io.IOException;

/**
 * Says which files are a state, and what must be in them at least. Without it, a file that is gone
 * could not be told from one that never was.
 */
public final class Manifest {
  /** The name of its file. */
  public static final String NAME = "manifest";

  /** Of the state's whole layout, and of everything in it; larger ones are refused. */
  static final int VERSION = 6;

  private static final long MAGIC = 0x464C554D4541474DL; // "FLUMEAGM"

  /** The number in the names of the snapshot and its log; 0 before there is any. */
  final long generation;

  /** CRC of the whole snapshot. */
  final long snapshotCrc;

  /** A random number in each record of the log, by which it is told from any other log's. */
  final long logId;

  /** How long the log's file is at least. */
  final long logBytes;

  Manifest(long generation, long snapshotCrc, long logId, long logBytes) {
    this.generation = generation;
    this.snapshotCrc = snapshotCrc;
    this.logId = logId;
    this.logBytes = logBytes;
  }

  /** That of a state which is about to begin. */
  static Manifest beginning() {
    return new Manifest(0, 0, 0, 0);
  }

  /** Makes this the manifest of a directory, durably; until then the one before stays. */
  void write(Disk disk, File directory) throws IOException {
    ByteWriter out = new ByteWriter().writeLong(MAGIC).writeUnsigned(VERSION);
    out.writeLong(generation).writeLong(snapshotCrc).writeLong(logId).writeLong(logBytes);
    Checksum.append(out);
    File temporary = new File(directory, NAME + ".tmp");
    disk.replace(new File(directory, NAME), temporary, out.array(), out.length());
  }

  /**
   * Reads the manifest of a directory.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws StateException if it is damaged, or of a newer version
   */
  static Manifest read(Disk disk, File directory) throws IOException {
    File file = new File(directory, NAME);
    ByteReader in = Checksum.open(file, disk.read(file));
    try {
      if (in.readLong() != MAGIC) {
        throw StateException.damaged(file, "it is no manifest of a window sink's state");
      }
      long version = in.readUnsigned();
      if (version > VERSION) {
        throw StateException.newerVersion(file, version, VERSION);
      }
      return new Manifest(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    } catch (MalformedBytesException e) {
      throw StateException.damaged(file, String.valueOf(e.getMessage()));
    }
  }
}
