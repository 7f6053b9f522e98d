package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.PositionHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flume.Event;

/**
 * Makes Flume events from a batch, new ones at each call: interceptors may change an event in any
 * way before the channel refuses it.
 */
final class EventFactory {
  private static final String BYTE_OFFSET = "byteoffset";
  private static final String[] SMALL_NUMBERS = new String[4096];

  static {
    for (int i = 0; i < SMALL_NUMBERS.length; i++) {
      SMALL_NUMBERS[i] = Integer.toString(i);
    }
  }

  private final @Nullable String fileHeader;
  private final boolean byteOffsetHeader;

  /**
   * @param fileHeader header for the file's path, or null for none
   * @param byteOffsetHeader whether to add TAILDIR's header for the offset
   */
  EventFactory(@Nullable String fileHeader, boolean byteOffsetHeader) {
    this.fileHeader = fileHeader;
    this.byteOffsetHeader = byteOffsetHeader;
  }

  /** The batch as events, in its order. */
  List<Event> events(Batch batch) {
    List<Event> events = new ArrayList<>(batch.size());
    long readAtMillis = Long.MIN_VALUE;
    String readAt = "";
    for (int i = 0; i < batch.size(); i++) {
      if (batch.readAtMillis(i) != readAtMillis) {
        readAtMillis = batch.readAtMillis(i);
        readAt = Long.toString(readAtMillis);
      }
      Map<String, String> headers = headers(batch, i);
      headers.put(PositionHeaders.READ_AT, readAt);
      events.add(new TailEvent(headers, batch.body(i)));
    }
    return events;
  }

  private Map<String, String> headers(Batch batch, int index) {
    Incarnation file = batch.file(index);
    Map<String, String> headers = new HashMap<>(16);
    headers.putAll(file.headers());
    String offset = Long.toString(batch.offset(index));
    headers.put(PositionHeaders.FILE, file.id());
    headers.put(PositionHeaders.OFFSET, offset);
    headers.put(PositionHeaders.LENGTH, decimal(batch.length(index)));
    if (batch.lines(index) > 1) {
      headers.put(PositionHeaders.LINES, decimal(batch.lines(index)));
    }
    if (fileHeader != null) {
      headers.put(fileHeader, file.path().toString());
    }
    if (byteOffsetHeader) {
      headers.put(BYTE_OFFSET, offset);
    }
    return headers;
  }

  private static String decimal(int number) {
    return number < SMALL_NUMBERS.length ? SMALL_NUMBERS[number] : Integer.toString(number);
  }
}
