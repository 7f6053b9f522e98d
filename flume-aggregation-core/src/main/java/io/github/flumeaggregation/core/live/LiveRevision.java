package io.github.flumeaggregation.core.live;

import java.util.Collections;
import java.util.List;

/** What is new of a window that was emitted again. Immutable. */
public final class LiveRevision {
  private final LiveShape shape;
  private final LiveFrame frame;
  private final List<LiveRow> changed;
  private final List<LiveRow> retracted;

  /**
   * A revision.
   *
   * @param frame of the window as it is now
   * @param changed the rows that changed, with their new values
   * @param retracted the rows that are none any more
   */
  public LiveRevision(
      LiveShape shape, LiveFrame frame, List<LiveRow> changed, List<LiveRow> retracted) {
    this.shape = shape;
    this.frame = frame;
    this.changed = Collections.unmodifiableList(changed);
    this.retracted = Collections.unmodifiableList(retracted);
  }

  LiveShape shape() {
    return shape;
  }

  LiveFrame frame() {
    return frame;
  }

  List<LiveRow> changed() {
    return changed;
  }

  List<LiveRow> retracted() {
    return retracted;
  }
}
