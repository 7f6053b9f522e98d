package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.tail.engine.Batch;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The headers of an event, kept as numbers until somebody asks: most events pass through channels
 * that only count bytes, and a hash map with its entries and texts would cost more than the rest of
 * the event.
 *
 * <p>{@link #get} and {@link #containsKey} answer from the numbers. Whatever else is asked, or
 * changed, turns the headers into an ordinary hash map for good. Several threads may read at once,
 * as they may a {@link HashMap}: if two make the map at the same time, either will do.
 */
final class TailHeaders extends AbstractMap<String, String> {
  private final SharedHeaders shared;
  private final long offset;
  private final long length;
  private final int lines;
  private final boolean continuation;
  private volatile @Nullable Map<String, String> map;

  /** The headers of one event of the batch. */
  TailHeaders(SharedHeaders shared, Batch batch, int index) {
    this.shared = shared;
    offset = batch.offset(index);
    length = batch.length(index);
    lines = batch.lines(index);
    continuation = batch.isContinuation(index);
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    Map<String, String> made = map;
    if (made != null || !(key instanceof String)) {
      return made == null ? null : made.get(key);
    }
    switch ((String) key) {
      case PositionHeaders.FILE:
        return shared.file();
      case PositionHeaders.OFFSET:
        return Long.toString(offset);
      case PositionHeaders.LENGTH:
        return Long.toString(length);
      case PositionHeaders.LINES:
        return lines > 1 ? Integer.toString(lines) : null;
      case PositionHeaders.READ_AT:
        return shared.readAt();
      case PositionHeaders.CONTINUATION:
        return continuation ? "true" : null;
      default:
        return key.equals(shared.offsetHeader())
            ? Long.toString(offset)
            : shared.constant().get(key);
    }
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable String put(String key, String value) {
    return map().put(key, value);
  }

  @Override
  public @Nullable String remove(@Nullable Object key) {
    return map().remove(key);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return map().entrySet();
  }

  private Map<String, String> map() {
    Map<String, String> made = map;
    if (made == null) {
      made = new HashMap<>(16);
      made.putAll(shared.constant());
      String offsetText = Long.toString(offset);
      if (shared.offsetHeader() != null) {
        made.put(shared.offsetHeader(), offsetText);
      }
      made.put(PositionHeaders.FILE, shared.file());
      made.put(PositionHeaders.OFFSET, offsetText);
      made.put(PositionHeaders.LENGTH, Long.toString(length));
      made.put(PositionHeaders.READ_AT, shared.readAt());
      if (lines > 1) {
        made.put(PositionHeaders.LINES, Integer.toString(lines));
      }
      if (continuation) {
        made.put(PositionHeaders.CONTINUATION, "true");
      }
      map = made;
    }
    return made;
  }
}
