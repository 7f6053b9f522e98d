package io.github.flumeaggregation.simulation;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Somebody puts events into the channel that no source of ours has made. */
final class StrangerSends implements Move {
  private static final List<Map<String, String>> HEADERS =
      List.of(
          Map.of(),
          Map.of("tail.file", "host0:1:0:n"),
          Map.of("tail.file", "host0:1:0:n", "tail.offset", "x", "tail.length", "9"),
          Map.of("tail.file", "host0:1:0:n", "tail.offset", "-5", "tail.length", "9"),
          Map.of("tail.progress", "true", "tail.readAt", "99999999999999"),
          Map.of("tail.lines", "2147483647"),
          Map.of("topic", "t", "partition", "x", "offset", "1"));

  private static final List<String> BODIES =
      List.of("", "?", "{\"type\":\"progress\",\"files\":7}", "\n\n", "\u0000");

  @Override
  public void happen(World world) {
    Map<String, String> headers = new HashMap<>(world.any(HEADERS));
    String body = world.any(BODIES);
    Line line = new Line("", 0, body.length(), body, false, 0, 0, 0);
    List<Line> lines = Collections.nCopies(lines(headers, body), line);
    SentEvent event = new SentEvent(headers, body, lines);
    if (world.any(world.hosts).send(List.of(event))) {
      world.story.tell(
          "a stranger sends '%s' with %s"
              .formatted(body.replace("\n", "\\n"), new TreeMap<>(headers)));
      world.news();
    }
  }

  /** A report is no line; a block has as many as its body says. */
  private static int lines(Map<String, String> headers, String body) {
    if (headers.containsKey("tail.progress") && body.startsWith("{")) {
      return 0;
    }
    return headers.containsKey("tail.lines") ? body.split("\n", -1).length : 1;
  }
}
