package io.github.flumeaggregation.core.position;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Names of the event headers that say which bytes of which file an event covers.
 *
 * <p>{@code TailSource} writes them, everything downstream reads them; together they let any
 * component tell a redelivered event from a new one. The names are a promise to operators, who use
 * them in selectors and paths.
 */
public final class PositionHeaders {
  /**
   * Identity of one incarnation of a file: host, device, inode and a random nonce. A rename keeps
   * it; inode reuse and truncation start a new one.
   */
  public static final String FILE = "tail.file";

  /** Byte offset of the event's first byte in that incarnation, in decimal. */
  public static final String OFFSET = "tail.offset";

  /** Number of bytes covered, line terminators included, in decimal. */
  public static final String LENGTH = "tail.length";

  /**
   * Number of lines in a block event, in decimal. Absent means one record, which may itself contain
   * newlines: a body is split only where this is larger than 1.
   */
  public static final String LINES = "tail.lines";

  /** Wall clock of the read, milliseconds since the epoch, in decimal. */
  public static final String READ_AT = "tail.readAt";

  /**
   * {@code true} on a later piece of a record whose beginning has been an event already: of a line
   * that was too long, of one whose beginning was delivered before its end was written, of a
   * multi-line record that was cut. Absent otherwise. The record has been counted with its first
   * piece.
   */
  public static final String CONTINUATION = "tail.continuation";

  /**
   * {@code true} on an event that is no log data but the source's own account of how far its files
   * are read. Absent otherwise. A selector tells the two apart by it.
   */
  public static final String PROGRESS = "tail.progress";

  private static final String PREFIX = "tail.";

  /** The headers of the stock Kafka source that make a position. */
  private static final Set<String> OF_KAFKA =
      Collections.unmodifiableSet(new HashSet<>(Arrays.asList("topic", "partition", "offset")));

  private PositionHeaders() {}

  /**
   * Whether a header of this name says, or may say in a later version, where an event comes from:
   * those of the tail source and those of the stock Kafka source. Whoever writes it makes an event
   * pass for another.
   */
  public static boolean isReserved(String header) {
    return header.startsWith(PREFIX) || OF_KAFKA.contains(header);
  }
}
