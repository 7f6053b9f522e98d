package io.github.flumeaggregation.core.live;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The windows that changed since somebody looked last. Immutable. */
public final class LiveChanges {
  private final long through;
  private final Map<LiveShape, List<LiveWindow>> windows;

  LiveChanges(long through, Map<LiveShape, List<LiveWindow>> windows) {
    this.through = through;
    this.windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows));
  }

  /** The number of the last change; to be given when asking for the next. */
  public long through() {
    return through;
  }

  /** Of every aggregation that is shown, the windows that changed, in the order of their ends. */
  public Map<LiveShape, List<LiveWindow>> windows() {
    return windows;
  }
}
