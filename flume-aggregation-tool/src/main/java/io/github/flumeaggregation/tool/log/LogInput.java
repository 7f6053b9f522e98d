package io.github.flumeaggregation.tool.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The bytes of a log, plain or compressed by gzip, which its first bytes tell. */
public final class LogInput {
  private static final int BUFFER_BYTES = 1 << 16;

  private LogInput() {}

  /**
   * Opens a log.
   *
   * @throws LogException if it cannot be read
   */
  static InputStream open(Path path) {
    if (Files.isDirectory(path)) {
      throw new LogException("'" + path + "' is a folder; name the logs in it");
    }
    if (!Files.exists(path)) {
      throw new LogException("there is no file '" + path + "'");
    }
    try {
      return stream(path);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  /** The bytes of a file, decompressed if they have to be. */
  public static InputStream stream(Path path) throws IOException {
    InputStream plain = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    try {
      plain.mark(2);
      boolean isGzip = plain.read() == 0x1f && plain.read() == 0x8b;
      plain.reset();
      return isGzip ? new GZIPInputStream(plain, BUFFER_BYTES) : plain;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** How many bytes files have together, as they are on disk. */
  public static long size(List<Path> paths) {
    return paths.stream().mapToLong(path -> path.toFile().length()).sum();
  }

  static LogException cannotRead(Path path, IOException e) {
    return new LogException("'" + path + "' cannot be read: " + ReadFault.reason(e));
  }
}
