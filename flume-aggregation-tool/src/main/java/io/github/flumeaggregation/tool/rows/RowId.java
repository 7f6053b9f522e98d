package io.github.flumeaggregation.tool.rows;

import io.github.flumeaggregation.core.Nullable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.BiPredicate;

/**
 * The id of a row or of books: {@code node/sink/aggregation/start/end/group/revision}, or {@code
 * node/sink/books/revision}.
 */
public final class RowId {
  private final String owner;
  private final String key;
  private final String revision;

  private RowId(String owner, String key, String revision) {
    this.owner = owner;
    this.key = key;
    this.revision = revision;
  }

  /** Takes an id apart; null if it is none. */
  public static @Nullable RowId of(String id) {
    int sink = id.indexOf('/');
    int key = id.indexOf('/', sink + 1);
    int revision = id.lastIndexOf('/');
    return sink < 0 || key < 0 || revision <= key
        ? null
        : new RowId(
            id.substring(0, key), id.substring(key + 1, revision), id.substring(revision + 1));
  }

  /** Node and sink. */
  public String owner() {
    return owner;
  }

  /** What is the same of all revisions, and whoever computes it. */
  public String key() {
    return key;
  }

  /** The number at the end. */
  public String revision() {
    return revision;
  }

  /** Of a key, that of the books of its window; null if it is of no window. */
  public static @Nullable String booksOf(String key) {
    int end = -1;
    for (int i = 0; i < 3; i++) {
      end = key.indexOf('/', end + 1);
      if (end < 0) {
        return null;
      }
    }
    return key.substring(0, end + 1) + "books";
  }

  /** Whether a key is of a row or of the books of a window for which that holds, or of none. */
  public static boolean isOfWindow(String key, BiPredicate<Instant, Instant> startAndEnd) {
    @Nullable String books = booksOf(key);
    if (books == null) {
      return true;
    }
    String[] parts = books.split("/", -1);
    try {
      return startAndEnd.test(Instant.parse(parts[1]), Instant.parse(parts[2]));
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
