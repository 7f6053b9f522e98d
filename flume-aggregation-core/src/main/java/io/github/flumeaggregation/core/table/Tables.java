package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.record.LookupTable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables of one component. Each is read when an expression names it for the first time, and
 * from then on is as it was: a file that changes takes effect when the component is configured
 * again. While a table is read it takes twice the size of its file.
 */
public final class Tables {
  /** The most rows that a table may have, without its head. */
  static final int MOST_ROWS = 1_000_000;

  /** The largest file, in bytes. */
  static final int MOST_BYTES = 64 << 20;

  /** Of a table that is known by its hash alone nothing is found. */
  private static final LookupTable NOTHING = column -> key -> null;

  private final SortedMap<String, String> hashes = new TreeMap<>();
  private final Map<String, LookupTable> tables = new HashMap<>();

  /** No tables yet. */
  public Tables() {}

  /**
   * Those of an earlier configuration, whose files may have changed or gone since. They are known
   * by what {@link #hashes} said, and nothing can be looked up in them.
   */
  public static Tables remembered(Map<String, String> hashes) {
    Tables remembered = new Tables();
    hashes.forEach(
        (file, hash) -> {
          remembered.hashes.put(file, hash);
          remembered.tables.put(file, NOTHING);
        });
    return remembered;
  }

  /** The files that have been named, and what tells the content of each from others. */
  public SortedMap<String, String> hashes() {
    return Collections.unmodifiableSortedMap(hashes);
  }

  /**
   * The table in a file; a relative name counts from the folder in which the process was started.
   *
   * @throws IllegalArgumentException if there is none that can be used; the message says why
   */
  public LookupTable table(String file) {
    LookupTable known = tables.get(file);
    if (known != null) {
      return known;
    }
    try {
      LookupTable table = read(file);
      tables.put(file, table);
      return table;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("table '" + file + "': " + e.getMessage(), e);
    }
  }

  private LookupTable read(String file) {
    byte[] bytes = new byte[0];
    int length = 0;
    File path = new File(file).getAbsoluteFile();
    if (path.exists() && !path.isFile()) {
      throw new IllegalArgumentException("this is no file, but a folder or a device");
    }
    long size = path.length();
    if (size <= MOST_BYTES) {
      bytes = new byte[(int) size + 1];
      length = readInto(bytes, path);
    }
    if (size > MOST_BYTES || length > size) {
      throw new IllegalArgumentException(
          length > size
              ? "the file grows while it is read; put it in place by a rename"
              : size + " bytes; at most 64 MiB are allowed");
    }
    Table table = Table.of(file, bytes, length, MOST_ROWS);
    hashes.put(file, hash(bytes, length));
    return table;
  }

  private static int readInto(byte[] bytes, File path) {
    int length = 0;
    try (InputStream in = Files.newInputStream(path.toPath())) {
      int read = in.read(bytes);
      while (read > 0) {
        length += read;
        read = in.read(bytes, length, bytes.length - length);
      }
      return length;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + path, e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException("the agent may not read " + path, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static String hash(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return String.format("%064x", new BigInteger(1, digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
