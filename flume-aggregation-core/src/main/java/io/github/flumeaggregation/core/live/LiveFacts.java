package io.github.flumeaggregation.core.live;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What components show of one kind, beyond numbers and windows: each a list that it replaces as a
 * whole, by its name. Nothing is kept while nobody watches. Safe for use by several threads; nobody
 * waits for anything in it.
 *
 * @param <T> immutable
 */
public final class LiveFacts<T> {
  /** How many of a kind a component shows at most. */
  public static final int MOST = 200;

  /** The files that a source reads, those first that are furthest behind. */
  public static final LiveFacts<LiveFile> FILES = new LiveFacts<>();

  /** The alerts of a sink that fire. */
  public static final LiveFacts<LiveAlert> ALERTS = new LiveFacts<>();

  /** The structure of lines that a sink could not parse, the newest first. */
  public static final LiveFacts<LiveUnparsed> UNPARSED = new LiveFacts<>();

  private final Map<String, Shown<T>> byComponent = new ConcurrentSkipListMap<>();

  private LiveFacts() {}

  /** What a component shows: as many as may be, and how many there are. */
  public static final class Shown<T> {
    private final List<T> facts;
    private final int leftOut;

    private Shown(List<T> facts, int all) {
      this.facts = Collections.unmodifiableList(facts);
      leftOut = all - facts.size();
    }

    public List<T> facts() {
      return facts;
    }

    /** How many there are beside these. */
    public int leftOut() {
      return leftOut;
    }
  }

  /**
   * From now on a component shows these.
   *
   * @param facts no more than {@link #MOST}
   * @param all how many there are
   */
  public void show(String component, List<T> facts, int all) {
    if (LiveWindows.areWatched()) {
      byComponent.put(component, new Shown<>(facts, all));
    }
  }

  /** Shows nothing of a component any more: it has stopped. */
  public void forget(String component) {
    byComponent.remove(component);
  }

  static void forgetAll() {
    FILES.byComponent.clear();
    ALERTS.byComponent.clear();
    UNPARSED.byComponent.clear();
  }

  /** What is shown now, by component. */
  public Map<String, Shown<T>> all() {
    return Collections.unmodifiableMap(byComponent);
  }
}
