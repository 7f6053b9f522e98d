package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the first bytes of a file tell about the rest, where that is not plain lines. */
public final class FirstBytes {
  private static final Logger LOG = LoggerFactory.getLogger(FirstBytes.class);
  private static final int MOST_BYTES = 10;

  private static final String[][] COMPRESSED = {
    {"28b52ffd", "zstd"},
    {"fd377a585a00", "xz"},
    {"04224d18", "lz4"},
    {"504b0304", "zip"},
    {"1f9d", "compress (.Z)"},
  };

  private FirstBytes() {}

  /**
   * Refuses what is compressed in a way that cannot be read; says once what will look strange.
   *
   * @throws RefusedFormatException naming the format
   */
  public static void check(TailedFile file, FileHandle handle) throws IOException {
    byte[] bytes = new byte[MOST_BYTES];
    String hex = hex(bytes, handle.read(0, bytes, 0, MOST_BYTES));
    String format = compression(hex);
    if (format != null) {
      throw new RefusedFormatException(format);
    }
    if (file.appearance().saysEncoding()) {
      sayEncoding(file, hex);
    }
  }

  private static @Nullable String compression(String hex) {
    for (String[] one : COMPRESSED) {
      if (hex.startsWith(one[0])) {
        return one[1];
      }
    }
    return hex.matches("425a683[1-9]314159265359.*") ? "bzip2" : null;
  }

  private static void sayEncoding(TailedFile file, String hex) {
    if (hex.startsWith("fffe") || hex.startsWith("feff")) {
      LOG.warn(
          "{} is written in UTF-16: it is cut at the byte of a newline, its lines hold NUL bytes and"
              + " no format will parse them. Let its writer use UTF-8",
          file.path());
    } else if (hex.startsWith("efbbbf")) {
      LOG.warn(
          "{} begins with a UTF-8 byte order mark, which is delivered as the beginning of its first"
              + " line",
          file.path());
    }
  }

  /** Whether nothing is in it yet but room that its writer has taken in advance. */
  static boolean areBlank(FileHandle handle) throws IOException {
    byte[] bytes = new byte[Fingerprint.HEAD_BYTES];
    long size = handle.size();
    return isBlank(bytes, handle.read(0, bytes, 0, bytes.length))
        && isBlank(bytes, handle.read(Math.max(0, size - bytes.length), bytes, 0, bytes.length));
  }

  private static boolean isBlank(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static String hex(byte[] bytes, int length) {
    StringBuilder hex = new StringBuilder(2 * length);
    for (int i = 0; i < length; i++) {
      hex.append(Character.forDigit((bytes[i] >> 4) & 15, 16));
      hex.append(Character.forDigit(bytes[i] & 15, 16));
    }
    return hex.toString();
  }
}
