package io.github.flumeaggregation.core.position;

import io.github.flumeaggregation.core.Nullable;
import java.util.Map;

/**
 * Where an event comes from: the stretch {@code [start, end)} of one partition of a replayable
 * source. An event that is delivered again has the same position.
 *
 * <p>A partition is one incarnation of a file, counted in bytes (see {@link PositionHeaders}), or
 * one partition of a Kafka topic, counted in messages (the headers of the stock Kafka source).
 * Where an event has both, the file wins: it also recognises a line that was sent to Kafka twice.
 *
 * <p>Headers are only believed as far as the body bears them out, since whoever reaches a source
 * can write what he likes into them: an event covers no more bytes than it has in its body, and the
 * last line's terminator. So nobody can mark bytes as counted without sending as many.
 */
public final class Position {
  private static final String KAFKA_TOPIC = "topic";
  private static final String KAFKA_PARTITION = "partition";
  private static final String KAFKA_OFFSET = "offset";
  private static final String KAFKA_TIMESTAMP = "timestamp";
  private static final String KAFKA_PREFIX = "kafka:";

  /** Before the identity of a file that would otherwise read like one of these two prefixes. */
  private static final String FILE_PREFIX = "file:";

  /** The largest terminator: a carriage return and a newline. */
  private static final int MOST_TERMINATOR_BYTES = 2;

  /** Of the identity of a file: a host's name, at most 255 characters, and three numbers. */
  private static final int MOST_FILE_CHARACTERS = 1_000;

  /** Kafka allows no longer name. */
  private static final int MOST_TOPIC_CHARACTERS = 249;

  private final String partition;
  private final long start;
  private final long end;
  private final int terminatorBytes;
  private final boolean inBytes;
  private final Map<String, String> headers;

  /**
   * @param terminatorBytes bytes of the position behind the body; negative if the body is not what
   *     was read there
   */
  private Position(
      String partition,
      long start,
      long end,
      int terminatorBytes,
      boolean inBytes,
      Map<String, String> headers) {
    this.partition = partition;
    this.start = start;
    this.end = end;
    this.terminatorBytes = terminatorBytes;
    this.inBytes = inBytes;
    this.headers = headers;
  }

  /**
   * The position that the headers give, or null if they give none or a malformed one: an event
   * without a position cannot be recognised when it comes again. Allocates nothing but the result
   * (and, for Kafka, the partition's name).
   *
   * @param bodyLength number of bytes in the event's body
   */
  public static @Nullable Position of(Map<String, String> headers, int bodyLength) {
    if (lines(headers) < 1) {
      return null;
    }
    String file = headers.get(PositionHeaders.FILE);
    return file == null ? ofKafka(headers) : ofFile(file, headers, bodyLength);
  }

  private static @Nullable Position ofFile(
      String file, Map<String, String> headers, int bodyLength) {
    @Nullable String partition = partitionOfFile(file);
    long start = DecimalHeader.parse(headers.get(PositionHeaders.OFFSET));
    long length = DecimalHeader.parse(headers.get(PositionHeaders.LENGTH));
    if (partition == null || start < 0 || length < 1) {
      return null;
    }
    long missing = length - bodyLength;
    boolean exact = missing >= 0 && missing <= MOST_TERMINATOR_BYTES;
    long covered = Math.min(length, (long) bodyLength + MOST_TERMINATOR_BYTES);
    return new Position(
        partition, start, start + covered, exact ? (int) missing : -1, true, headers);
  }

  /**
   * The partition of a file whose identity is the value of {@code tail.file}; null if it can be
   * none. No file's is ever one of Kafka's.
   */
  public static @Nullable String partitionOfFile(String file) {
    if (file.isEmpty() || file.length() > MOST_FILE_CHARACTERS) {
      return null;
    }
    boolean ambiguous = file.startsWith(KAFKA_PREFIX) || file.startsWith(FILE_PREFIX);
    return ambiguous ? FILE_PREFIX + file : file;
  }

  private static @Nullable Position ofKafka(Map<String, String> headers) {
    String topic = headers.get(KAFKA_TOPIC);
    if (topic == null || topic.length() > MOST_TOPIC_CHARACTERS) {
      return null;
    }
    long partition = DecimalHeader.parse(headers.get(KAFKA_PARTITION));
    long offset = DecimalHeader.parse(headers.get(KAFKA_OFFSET));
    if (partition < 0 || offset < 0) {
      return null;
    }
    String name = KAFKA_PREFIX + topic + '/' + partition;
    return new Position(name, offset, offset + 1, -1, false, headers);
  }

  /**
   * Whether the headers say that the body is a block of several lines, with or without a position:
   * 1 or nothing is one record, which may itself contain newlines; 0 stands for what is malformed.
   * How many lines a block has, its body says.
   */
  static int lines(Map<String, String> headers) {
    String text = headers.get(PositionHeaders.LINES);
    if (text == null) {
      return 1;
    }
    long lines = DecimalHeader.parse(text);
    return lines < 1 || lines > Integer.MAX_VALUE ? 0 : (int) lines;
  }

  /** Names the partition, see {@link #partitionOfFile}; or {@code kafka:<topic>/<partition>}. */
  public String partition() {
    return partition;
  }

  /** The first byte of the file, or the offset of the Kafka message. */
  public long start() {
    return start;
  }

  /**
   * After the last byte, line terminator included, or after the Kafka message; above start. If the
   * body is shorter than the headers say (a line that was cut, a block that an interceptor took
   * lines out of), after as many bytes as the body has.
   */
  public long end() {
    return end;
  }

  /** Whether start and end count the bytes of a file, rather than messages. */
  public boolean isInBytes() {
    return inBytes;
  }

  /** Whether the body is, byte by byte, what lies at this position. */
  boolean isExact() {
    return terminatorBytes >= 0;
  }

  /**
   * Of an exact position: bytes of the last line's terminator, which is not in the body; 0 to 2.
   */
  int terminatorBytes() {
    return Math.max(0, terminatorBytes);
  }

  /**
   * Wall clock of the read, epoch milliseconds; of a Kafka message, when it was written, as the
   * stock source says; {@code otherwise} if the event does not say.
   */
  public long readAtMillis(long otherwise) {
    String header = isInBytes() ? PositionHeaders.READ_AT : KAFKA_TIMESTAMP;
    long millis = DecimalHeader.parse(headers.get(header));
    return millis < 0 ? otherwise : millis;
  }

  @Override
  public String toString() {
    return partition + "[" + start + ", " + end + ")";
  }
}
