package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Incarnations whose files are gone, in the order in which they ended; found by key at once. */
final class EndedFiles {
  /** A log that is rewritten again and again must not drive out the others. */
  static final int MOST_PER_KEY = 16;

  private final Set<Incarnation> inOrder = new LinkedHashSet<>();
  private final Map<FileKey, List<Incarnation>> byKey = new HashMap<>();
  private final Consumer<Incarnation> forgotten;

  /**
   * @param forgotten is told of each that is dropped to make room, or for its age
   */
  EndedFiles(Consumer<Incarnation> forgotten) {
    this.forgotten = forgotten;
  }

  /** The one that the file of that key held last; null if none is known. */
  @Nullable
  Incarnation find(FileKey key) {
    List<Incarnation> found = byKey.getOrDefault(key, Collections.emptyList());
    return found.isEmpty() ? null : found.get(found.size() - 1);
  }

  Collection<Incarnation> all() {
    return Collections.unmodifiableCollection(inOrder);
  }

  void add(Incarnation one) {
    if (inOrder.add(one)) {
      List<Incarnation> sameKey = byKey.computeIfAbsent(one.key(), key -> new ArrayList<>(1));
      sameKey.add(one);
      if (sameKey.size() > MOST_PER_KEY) {
        drop(sameKey.get(0));
      }
    }
  }

  /** To be called before its key changes. */
  void remove(Incarnation one) {
    if (inOrder.remove(one)) {
      byKey.computeIfPresent(one.key(), (key, others) -> without(one, others));
    }
  }

  private static @Nullable List<Incarnation> without(Incarnation one, List<Incarnation> others) {
    others.remove(one);
    return others.isEmpty() ? null : others;
  }

  /** Forgets those last seen before that time, and the oldest beyond {@code most}. */
  void forget(long seenBeforeMillis, int most) {
    List<Incarnation> old = new ArrayList<>();
    int excess = inOrder.size() - most;
    for (Incarnation one : inOrder) {
      if (old.size() < excess || one.seenMillis() < seenBeforeMillis) {
        old.add(one);
      }
    }
    old.forEach(this::drop);
  }

  /** Those last seen before that time are not compared by their last lines any more. */
  void forgetLines(long seenBeforeMillis) {
    for (Incarnation one : inOrder) {
      if (one.seenMillis() < seenBeforeMillis) {
        one.evidence().atRest();
      }
    }
  }

  private void drop(Incarnation one) {
    remove(one);
    forgotten.accept(one);
  }
}
