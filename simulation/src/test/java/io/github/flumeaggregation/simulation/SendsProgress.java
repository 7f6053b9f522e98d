package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A source says how far it is in each of its logs. */
final class SendsProgress implements Move {
  @Override
  public void happen(World world) {
    Host host = world.any(world.hosts);
    List<String> files =
        host.logs.stream()
            .map(
                log ->
                    Events.file(
                        log.id,
                        log.delivered == 0 ? 0 : log.lines.get(log.delivered - 1).end(),
                        log.length(),
                        log.isRead() ? "end" : "behind"))
            .toList();
    long readAt = world.nowMillis + host.clockOffsetMillis;
    Map<String, String> headers =
        Map.of("tail.progress", "true", "tail.readAt", Long.toString(readAt));
    String report = new String(Events.progress(host.name, files), StandardCharsets.UTF_8);
    SentEvent event = new SentEvent(headers, report, List.of());
    if (!world.setup.exactTime && host.send(List.of(event))) {
      world.story.tell(host.name + " says how far it is");
    }
  }
}
