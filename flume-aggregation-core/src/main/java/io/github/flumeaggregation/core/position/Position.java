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
 */
public final class Position {
  private static final String KAFKA_TOPIC = "topic";
  private static final String KAFKA_PARTITION = "partition";
  private static final String KAFKA_OFFSET = "offset";
  private static final String KAFKA_PREFIX = "kafka:";

  private final String partition;
  private final long start;
  private final long end;
  private final int lines;
  private final Map<String, String> headers;

  private Position(String partition, long start, long end, int lines, Map<String, String> headers) {
    this.partition = partition;
    this.start = start;
    this.end = end;
    this.lines = lines;
    this.headers = headers;
  }

  /**
   * The position that the headers give, or null if they give none or a malformed one: an event
   * without a position cannot be recognised when it comes again. Allocates nothing but the result
   * (and, for Kafka, the partition's name).
   */
  public static @Nullable Position of(Map<String, String> headers) {
    int lines = lines(headers);
    if (lines < 1) {
      return null;
    }
    String file = headers.get(PositionHeaders.FILE);
    return file == null ? ofKafka(headers, lines) : ofFile(file, headers, lines);
  }

  private static @Nullable Position ofFile(String file, Map<String, String> headers, int lines) {
    long start = DecimalHeader.parse(headers.get(PositionHeaders.OFFSET));
    long length = DecimalHeader.parse(headers.get(PositionHeaders.LENGTH));
    if (file.isEmpty() || start < 0 || length < 1) {
      return null;
    }
    return new Position(file, start, start + length, lines, headers);
  }

  private static @Nullable Position ofKafka(Map<String, String> headers, int lines) {
    String topic = headers.get(KAFKA_TOPIC);
    if (topic == null) {
      return null;
    }
    long partition = DecimalHeader.parse(headers.get(KAFKA_PARTITION));
    long offset = DecimalHeader.parse(headers.get(KAFKA_OFFSET));
    if (partition < 0 || offset < 0) {
      return null;
    }
    String name = KAFKA_PREFIX + topic + '/' + partition;
    return new Position(name, offset, offset + 1, lines, headers);
  }

  /**
   * The number of lines that the headers give an event, with or without a position: 1 if they say
   * nothing (one record, which may itself contain newlines), 0 if what they say is malformed.
   */
  static int lines(Map<String, String> headers) {
    String text = headers.get(PositionHeaders.LINES);
    if (text == null) {
      return 1;
    }
    long lines = DecimalHeader.parse(text);
    return lines < 1 || lines > Integer.MAX_VALUE ? 0 : (int) lines;
  }

  /** Names the partition: the value of {@code tail.file}, or {@code kafka:<topic>/<partition>}. */
  public String partition() {
    return partition;
  }

  /** The first byte of the file, or the offset of the Kafka message. */
  public long start() {
    return start;
  }

  /** After the last byte, line terminator included, or after the Kafka message; above start. */
  public long end() {
    return end;
  }

  /** Number of lines; 1 is one record, which may itself contain newlines. */
  public int lines() {
    return lines;
  }

  /** Whether start and end count the bytes of a file, rather than messages. */
  public boolean isInBytes() {
    return !partition.startsWith(KAFKA_PREFIX);
  }

  /** Wall clock of the read, epoch milliseconds; {@code otherwise} if the event does not say. */
  public long readAtMillis(long otherwise) {
    long millis = DecimalHeader.parse(headers.get(PositionHeaders.READ_AT));
    return millis < 0 ? otherwise : millis;
  }

  @Override
  public String toString() {
    return partition + "[" + start + ", " + end + ")";
  }
}
