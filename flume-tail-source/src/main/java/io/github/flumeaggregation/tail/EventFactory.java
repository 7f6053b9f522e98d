package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.tail.engine.Batch;
import io.github.flumeaggregation.tail.position.Incarnation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flume.Event;

/**
 * Makes Flume events from a batch, new ones at each call: interceptors may change an event in any
 * way before the channel refuses it. Used by one thread.
 */
final class EventFactory {
  private static final String BYTE_OFFSET = "byteoffset";

  private final @Nullable String fileHeader;
  private final @Nullable String offsetHeader;
  private @Nullable Incarnation sharedFile;
  private long sharedReadAtMillis;
  private @Nullable SharedHeaders shared;

  /**
   * @param fileHeader header for the file's path, or null for none
   * @param byteOffsetHeader whether to add TAILDIR's header for the offset
   */
  EventFactory(@Nullable String fileHeader, boolean byteOffsetHeader) {
    this.fileHeader = fileHeader;
    offsetHeader = byteOffsetHeader ? BYTE_OFFSET : null;
  }

  /** The first {@code count} events of the batch, in its order. */
  List<Event> events(Batch batch, int count) {
    shared = null;
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Incarnation file = batch.file(i);
      Map<String, String> headers =
          file == null
              ? progressHeaders(batch.readAtMillis(i))
              : new TailHeaders(shared(file, batch.readAtMillis(i)), batch, i);
      events.add(new TailEvent(headers, batch.body(i)));
    }
    return events;
  }

  private static Map<String, String> progressHeaders(long wallMillis) {
    Map<String, String> headers = new HashMap<>();
    headers.put(PositionHeaders.PROGRESS, "true");
    headers.put(PositionHeaders.READ_AT, Long.toString(wallMillis));
    return headers;
  }

  private SharedHeaders shared(Incarnation file, long readAtMillis) {
    SharedHeaders result = shared;
    if (result == null || file != sharedFile || readAtMillis != sharedReadAtMillis) {
      Map<String, String> constant = file.headers();
      if (fileHeader != null) {
        constant = new HashMap<>(constant);
        constant.put(fileHeader, file.path().toString());
      }
      result = new SharedHeaders(file.id(), Long.toString(readAtMillis), constant, offsetHeader);
      shared = result;
      sharedFile = file;
      sharedReadAtMillis = readAtMillis;
    }
    return result;
  }
}
