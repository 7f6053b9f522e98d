package io.github.flumeaggregation.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A channel as Flume's are: one in memory gives events in order and loses all of them when its
 * agent dies; one in files keeps them, but gives back what was taken and not committed in any
 * order, and now and then again what had been committed after a rollback.
 */
final class SimulatedChannel {
  private final boolean inMemory;
  private final int capacity;
  private Deque<SentEvent> waiting = new ArrayDeque<>();
  private List<SentEvent> taken = new ArrayList<>();
  private final List<SentEvent> rolledBack = new ArrayList<>();

  SimulatedChannel(boolean inMemory, int capacity) {
    this.inMemory = inMemory;
    this.capacity = capacity;
  }

  /** Takes all events, or none if there is no room for them. */
  boolean put(List<SentEvent> events) {
    if (waiting.size() + events.size() > capacity) {
      return false;
    }
    waiting.addAll(events);
    return true;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  List<SentEvent> take(int most) {
    while (taken.size() < most && !waiting.isEmpty()) {
      taken.add(waiting.removeFirst());
    }
    return List.copyOf(taken);
  }

  /** Whether events have been taken and not committed. */
  boolean isTaken() {
    return !taken.isEmpty();
  }

  void commit() {
    taken.clear();
  }

  void rollback() {
    rolledBack.addAll(taken);
    for (int i = taken.size() - 1; i >= 0; i--) {
      waiting.addFirst(taken.get(i));
    }
    taken.clear();
  }

  /** The agent dies. */
  void crash(Random random) {
    rollback();
    List<SentEvent> left = new ArrayList<>(inMemory ? List.of() : waiting);
    if (!inMemory) {
      rolledBack.stream().filter(e -> random.nextInt(3) == 0).forEach(e -> left.add(0, e));
      if (random.nextBoolean()) {
        Collections.shuffle(left.subList(0, Math.min(left.size(), 30)), random);
      }
    }
    rolledBack.clear();
    waiting = new ArrayDeque<>(left);
  }

  /** What it holds, the events that were taken and not committed among them. */
  List<SentEvent> waiting() {
    List<SentEvent> all = new ArrayList<>(taken);
    all.addAll(waiting);
    return all;
  }

  /** Whether it may lose lines. */
  boolean isInMemory() {
    return inMemory;
  }
}
