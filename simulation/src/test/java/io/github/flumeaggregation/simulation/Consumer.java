package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.engine.SaidRows;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who receives rows at least once: from the result source, or by reading files. */
final class Consumer {
  private final Map<String, String> bodyById = new HashMap<>();
  private final List<OutboxRow> inOrder = new ArrayList<>();

  /** All rows of the outbox, by their numbers; one that is sent again stands here again. */
  private final List<OutboxRow> made = new ArrayList<>();

  private final Map<String, Integer> revisions = new HashMap<>();

  /** Rows are the same objects as long as a process lives. */
  private final Set<OutboxRow> met = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Rows that have left through the result source. */
  private final Set<String> delivered = new HashSet<>();

  private final Set<String> windows = new HashSet<>();

  private int takenRows;
  private boolean stopped;

  /** Stops taking rows, or comes back. */
  void toggle() {
    stopped = !stopped;
  }

  boolean isStopped() {
    return stopped;
  }

  void comeBack() {
    stopped = false;
  }

  /**
   * Rows that somebody could see. They have left or are still there, and what has their ids must
   * have their bodies for ever.
   *
   * @param first how many have left before
   */
  void receive(long first, List<OutboxRow> waiting) {
    int known = Math.toIntExact(made.size() - first);
    if (known < 0 || known > waiting.size()) {
      throw new AssertionError(
          "%s rows have left and %s wait, but %s were made"
              .formatted(first, waiting.size(), made.size()));
    }
    made.addAll(waiting.subList(known, waiting.size()));
    waiting.forEach(this::checkBody);
  }

  private void checkBody(OutboxRow row) {
    if (!met.add(row)) {
      return;
    }
    String id = row.headers().get("id");
    String body = Events.text(row);
    String before = bodyById.putIfAbsent(id, body);
    if (before == null) {
      inOrder.add(row);
      windows.add(row.headers().get("window.end"));
      checkRevision(row, id);
    } else if (!before.equals(body)) {
      throw new AssertionError("one id, two bodies:\n" + before + "\n" + body);
    }
  }

  /** The oldest rows of an outbox reach somebody; answers how many there are. */
  int take(List<OutboxRow> waiting, int most) {
    List<OutboxRow> oldest = waiting.subList(0, Math.min(most, waiting.size()));
    oldest.forEach(row -> delivered.add(Events.text(row)));
    return oldest.size();
  }

  /** Rows that were made and that nobody has received, by whatever way. */
  List<String> missing(Set<String> inFiles) {
    return bodyById.values().stream()
        .filter(row -> !delivered.contains(row) && !inFiles.contains(row))
        .toList();
  }

  /** Revisions come in order; a group that is new in a window begins with that of the window. */
  private void checkRevision(OutboxRow row, String id) {
    String revision = row.headers().get("revision");
    if (revision == null || "alert".equals(row.headers().get("type"))) {
      return;
    }
    String name = id.substring(0, id.lastIndexOf('/'));
    int number = Integer.parseInt(revision);
    Integer before = revisions.put(name, number);
    if (before != null && before >= number) {
      throw new AssertionError(id + " was made after revision " + before);
    }
  }

  /** All rows in the order in which they were made, with what was sent again. */
  List<OutboxRow> made() {
    return made;
  }

  boolean knows(String id, String body) {
    return body.equals(bodyById.get(id));
  }

  Map<String, String> finallySaid() {
    SaidRows said = new SaidRows();
    said.add(inOrder);
    return said.texts();
  }

  /** How many windows rows were made of. */
  long windows() {
    return windows.size();
  }

  String sinkBooks() {
    return Events.sinkBooks(inOrder);
  }

  /** Those that were made since the last call. */
  List<OutboxRow> takeNew() {
    List<OutboxRow> taken = inOrder.subList(takenRows, inOrder.size());
    takenRows = inOrder.size();
    return taken;
  }
}
