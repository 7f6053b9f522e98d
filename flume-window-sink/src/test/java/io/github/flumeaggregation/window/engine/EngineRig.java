package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.position;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.List;
import java.util.Map;

/** An engine, and what tests give it and take from it. */
final class EngineRig {
  final WindowEngine engine;

  /** One with the settings of {@link Events#settings}, and these. */
  EngineRig(String... settings) {
    engine = new WindowEngine(Job.of("w", Events.settings(settings)));
  }

  void add(String file, long offset, String body) {
    addFrom(file, offset, body, WALL);
  }

  void addFrom(String file, long offset, String body, long wallMillis) {
    engine.add(position(file, offset, body), bytes(body), wallMillis);
  }

  void addReadAt(String file, long offset, String body, long readAtMillis) {
    Map<String, String> headers = position(file, offset, body);
    headers.put("tail.readAt", Long.toString(readAtMillis));
    engine.add(headers, bytes(body), WALL);
  }

  List<OutboxRow> endBatch() {
    engine.endBatch(WALL, Integer.MAX_VALUE);
    return engine.takeResults();
  }

  List<OutboxRow> idle() {
    engine.channelIdle(WALL, Integer.MAX_VALUE);
    return engine.takeResults();
  }
}
