package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.format.LineShape;
import io.github.flumeaggregation.core.live.LiveFacts;
import io.github.flumeaggregation.core.live.LiveUnparsed;
import io.github.flumeaggregation.core.live.LiveWindows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the structure of lines that could not be parsed to whoever watches the agent: of each batch
 * that of the last one, so that a log of nothing else costs next to nothing.
 */
final class LatestUnparsed {
  private static final int SHAPES = 10;

  private final String sink;

  /** When each came last, the latest at the end. */
  private final Map<String, LiveUnparsed> shapes = new LinkedHashMap<>();

  private byte @Nullable [] body;
  private int from;
  private int to;

  LatestUnparsed(String sink) {
    this.sink = sink;
  }

  /** Notes a line of a body, which is not changed until {@link #publish}. */
  void add(byte[] bytes, int newFrom, int newTo) {
    if (LiveWindows.areWatched()) {
      body = bytes;
      from = newFrom;
      to = newTo;
    }
  }

  /** Shows what was noted. */
  void publish(long wallMillis) {
    byte[] bytes = body;
    body = null;
    if (bytes == null) {
      return;
    }
    String shape = LineShape.of(bytes, from, to);
    shapes.remove(shape);
    shapes.put(shape, new LiveUnparsed(wallMillis, shape));
    if (shapes.size() > SHAPES) {
      shapes.remove(shapes.keySet().iterator().next());
    }
    List<LiveUnparsed> newestFirst = new ArrayList<>(shapes.values());
    Collections.reverse(newestFirst);
    LiveFacts.UNPARSED.show(sink, newestFirst, newestFirst.size());
  }
}
