package io.github.flumeaggregation.window.time;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@link Frontiers} is to say while clocks run on, each with an error of its own, and stay
 * behind the sink's: from what it is told, computed anew each time, with nothing kept that follows
 * from something else. Positions are below some thousands.
 */
public final class FrontiersModel {
  private static final long NEVER = Long.MIN_VALUE;

  private static final class File {
    private String host;
    private long newest = NEVER;
    private long active;
    private long arrived = NEVER;
    private long first = NEVER;
    private long taken;
    private long delivered;
    private boolean behind;
    private boolean forgiven;
    private BitSet counted;

    void beginsAt(long position) {
      first = first == NEVER ? position : Math.min(first, position);
    }

    boolean hasGap() {
      return delivered > 0 && taken > 0 && counted.nextClearBit((int) first) < taken;
    }

    boolean isAwaited() {
      return newest == NEVER && (behind || taken < delivered);
    }

    /** Before all times if there is none, and a little later if one is to come. */
    long time() {
      return isAwaited() ? NEVER + 1 : newest;
    }
  }

  private final TimeRules rules;
  private final Map<String, File> files = new HashMap<>();
  private final Map<String, BitSet> counted = new HashMap<>();
  private final Map<String, Long> hostReads = new HashMap<>();
  private final Map<String, Long> hostArrivals = new HashMap<>();
  private File current;

  /** Whether no line of the latest event has been taken. */
  private boolean unused;

  private long firstArrival = NEVER;
  private long lastArrival = NEVER;
  private long newest = NEVER;
  private long horizon = NEVER;
  private long closedThrough = NEVER;

  /** For a sink that has seen nothing. */
  public FrontiersModel(TimeRules rules) {
    this.rules = rules;
  }

  /** Windows that end at or before this are final. */
  public long horizon() {
    return horizon;
  }

  void moveWatermark(long millis) {
    closedThrough = Math.max(closedThrough, millis);
  }

  void endBatch() {
    makeFinal();
    unused = false;
  }

  /** The sink starts again after a batch: who is silent is so from now on. */
  public void restart() {
    endBatch();
    firstArrival = NEVER;
    lastArrival = NEVER;
    hostArrivals.clear();
    files.values().forEach(file -> file.arrived = NEVER);
  }

  private File file(String name) {
    return files.computeIfAbsent(
        name,
        n -> {
          File made = new File();
          made.host = n.substring(0, n.indexOf(':'));
          made.counted = counted.computeIfAbsent(n, unknown -> new BitSet());
          return made;
        });
  }

  void announce(String name, long delivered, boolean behind, long readAt) {
    if (!behind && !files.containsKey(name)) {
      return;
    }
    File file = file(name);
    file.behind = behind;
    file.delivered = Math.max(file.delivered, delivered);
    if (file.first == NEVER) {
      file.first = delivered;
    }
    if (behind) {
      read(file, readAt);
    }
  }

  /**
   * An event of the bytes from start to end comes, by the sink's clock at {@code wall}. Who is idle
   * by it, and no sooner, frees windows with its first line.
   */
  public void event(String name, long start, long end, long readAt, long wall) {
    if (unused) {
      makeFinal(); // before this one holds anybody back
    }
    unused = true;
    current = file(name);
    read(current, readAt);
    current.beginsAt(start);
    current.taken = Math.max(current.taken, end);
    current.counted.set((int) start, (int) end);
    if (firstArrival == NEVER) {
      firstArrival = wall;
    }
    lastArrival = wall;
    hostArrivals.put(current.host, wall);
    current.arrived = wall;
  }

  /** A line of the latest event is taken, which was not taken before. */
  public void line(long time) {
    current.newest = Math.max(current.newest, time);
    newest = Math.max(newest, time);
    makeFinal();
    unused = false;
  }

  private void read(File file, long readAt) {
    file.active = Math.max(file.active, readAt);
    file.forgiven = false;
    Long before = hostReads.get(file.host);
    if (before != null && before >= readAt) {
      return;
    }
    hostReads.put(file.host, readAt);
    if (before != null && readAt - before > rules.idleTimeoutMillis) {
      for (File other : files.values()) {
        boolean wasActive = before - other.active <= rules.idleTimeoutMillis;
        if (other.host.equals(file.host) && other.active < readAt && wasActive && !other.forgiven) {
          other.active = readAt;
          other.forgiven = true;
        }
      }
    }
  }

  private long silence(Long since) {
    return lastArrival == NEVER ? 0 : lastArrival - Math.max(since, firstArrival);
  }

  private boolean isIdle(File file) {
    if (silence(hostArrivals.getOrDefault(file.host, NEVER)) > rules.idleTimeoutMillis) {
      return true;
    }
    boolean missing =
        file.taken < file.delivered && silence(file.arrived) <= 10 * rules.idleTimeoutMillis;
    return hostReads.get(file.host) - file.active > rules.idleTimeoutMillis && !missing;
  }

  private boolean isIdleAndComplete(File file) {
    boolean missing = file.hasGap() && silence(file.arrived) <= 10 * rules.idleTimeoutMillis;
    return isIdle(file) && !missing;
  }

  private void makeFinal() {
    if (newest == NEVER) {
      return;
    }
    long floor = newest - rules.allowedLatenessMillis;
    long holding = slowestThatHolds();
    files
        .values()
        .removeIf(
            f -> f != current && isIdleAndComplete(f) && f.time() <= floor && f.time() < holding);
    // A host is forgotten with its last file.
    hostReads.keySet().removeIf(h -> files.values().stream().noneMatch(f -> f.host.equals(h)));
    hostArrivals.keySet().retainAll(hostReads.keySet());
    long slowest = newest;
    for (File file : files.values()) {
      boolean idle = isIdleAndComplete(file);
      if (file.isAwaited() && !idle) {
        return;
      }
      if (file.newest != NEVER) {
        slowest = Math.min(slowest, idle ? Math.max(file.newest, floor) : file.newest);
      }
    }
    horizon = Math.max(horizon, slowest - rules.horizonLagMillis());
  }

  /** Lets idle ones be forgotten only when all others have passed them. */
  private long slowestThatHolds() {
    long slowest = Long.MAX_VALUE;
    for (File file : files.values()) {
      if (!isIdleAndComplete(file) && file.time() != NEVER) {
        slowest = Math.min(slowest, file.time());
      }
    }
    return slowest;
  }

  long watermark(long wall) {
    long slowest = newest;
    for (File file : files.values()) {
      boolean idle = isIdle(file);
      if (!idle && file.isAwaited()) {
        return closedThrough;
      }
      slowest = idle || file.newest == NEVER ? slowest : Math.min(slowest, file.newest);
    }
    if (newest == NEVER) {
      return closedThrough;
    }
    long active = slowest;
    boolean skipped =
        files.values().stream().anyMatch(f -> isIdle(f) && f.time() != NEVER && f.time() < active);
    long limit = skipped ? Math.min(slowest, wall) : slowest;
    return Math.max(closedThrough, limit - rules.maxOutOfOrderMillis);
  }
}
