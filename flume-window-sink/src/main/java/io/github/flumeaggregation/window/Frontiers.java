package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The progress of all partitions, and what follows from it: when windows close and when they become
 * final.
 *
 * <p>The watermark is the smallest frontier of the active partitions, less {@code maxOutOfOrder}.
 * It never moves back. A partition is idle, and holds nobody, once bytes read later on the same
 * host by more than {@code idleTimeout} have arrived: a partition that is behind in a channel is
 * therefore never taken for idle. Time in which nothing at all was read on the host does not count:
 * a source that was down finds its files no idler than it left them. All partitions of a host are
 * idle once others have sent for {@code idleTimeout} while it sent nothing: a host that is gone
 * stops nobody. When all are idle the wall clock decides. Whatever rests on idleness closes only
 * windows whose end, plus {@code maxOutOfOrder}, the wall clock has passed.
 *
 * <p>A partition that was announced holds both watermark and horizon where they are until its first
 * line has come, it turns out to have none, or it is idle.
 *
 * <p>The horizon, before which lines are late for good, is held by idle partitions too: by each for
 * {@code allowedLateness} of event time behind the newest line. After that it is forgotten.
 *
 * <p>Cost: constant per line, and the number of partitions whenever the slowest one moves on.
 */
final class Frontiers {
  private static final long NEVER = Frontier.NEVER;

  private final TimeRules rules;
  private final Map<String, Frontier> partitions = new HashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();

  private String currentName = "";
  private @Nullable Frontier current;
  private long newestMillis = NEVER;

  /** First and latest arrival of anything since the start, by the sink's clock. */
  private long firstArrivalMillis = NEVER;

  private long latestArrivalMillis = NEVER;

  /** The partition that holds the horizon as it was last computed; null if it may have moved. */
  private @Nullable Frontier slowest;

  private long horizon = NEVER;
  private long closedThrough = NEVER;

  Frontiers(TimeRules rules) {
    this.rules = rules;
  }

  /**
   * Moves to the partition of the next lines.
   *
   * @param readAtMillis when the bytes were read; the present time where that is not known
   * @param wallMillis the present time
   */
  void select(String partition, long readAtMillis, long wallMillis) {
    if (current == null || !partition.equals(currentName)) {
      current = partition(partition);
      currentName = partition;
    }
    readAt(current, readAtMillis);
    arrived(current.host(), wallMillis);
    slowest = null;
  }

  private Frontier partition(String name) {
    return partitions.computeIfAbsent(name, n -> new Frontier(host(n)));
  }

  /** The part of a file's identity before the first colon. */
  private Host host(String partition) {
    int colon = partition.indexOf(':');
    return hosts.computeIfAbsent(
        colon < 0 ? "" : partition.substring(0, colon), name -> new Host());
  }

  private void readAt(Frontier partition, long millis) {
    long before = partition.host().latestReadMillis();
    partition.readAt(millis);
    skipGap(partition.host(), before);
  }

  /** If nothing was read for long, whoever was not idle before is as active as before. */
  private void skipGap(Host host, long before) {
    long after = host.latestReadMillis();
    if (before == NEVER || after - before <= rules.idleTimeoutMillis) {
      return;
    }
    for (Frontier partition : partitions.values()) {
      if (partition.host() == host
          && before - partition.readAtMillis() <= rules.idleTimeoutMillis) {
        partition.readAt(after);
      }
    }
  }

  private void arrived(Host host, long wallMillis) {
    if (firstArrivalMillis == NEVER || wallMillis < latestArrivalMillis) {
      // At the start, and when the clock was set back: whoever is silent is so from now on.
      firstArrivalMillis = wallMillis;
      hosts.values().forEach(one -> one.arrivedAt(wallMillis));
    }
    latestArrivalMillis = wallMillis;
    host.arrivedAt(wallMillis);
  }

  /**
   * Notes what a source says of a partition: whether there is more of it to come than has come.
   *
   * @param readAtMillis when the source looked at it, by the clock of its host
   * @return whether that is news
   */
  boolean announce(String partition, boolean moreToCome, long readAtMillis) {
    slowest = null;
    if (moreToCome) {
      Frontier announced = partition(partition);
      announced.await();
      readAt(announced, readAtMillis);
      return true;
    }
    Frontier known = partitions.get(partition);
    return known != null && known.stopWaiting();
  }

  /** Notes the event time of a line of the selected partition. */
  void advance(long eventMillis) {
    if (current == null) {
      throw new IllegalStateException("no partition selected");
    }
    if (!current.advance(eventMillis)) {
      return;
    }
    newestMillis = Math.max(newestMillis, eventMillis);
    if (slowest == current) {
      slowest = null;
    }
  }

  /** Largest event time seen in any partition; the smallest long if none. */
  long newestMillis() {
    return newestMillis;
  }

  /** Whether {@link #horizon()} may have passed {@code millis}; cheap, and never wrongly no. */
  boolean mayHavePassed(long millis) {
    return slowest == null
        && newestMillis != NEVER
        && newestMillis - rules.horizonLagMillis() >= millis;
  }

  /** Windows that end at or before this are final. Never moves back. */
  long horizon() {
    if (slowest == null && newestMillis != NEVER) {
      long millis = slowestMillis();
      if (millis != Frontier.AWAITED) {
        horizon = Math.max(horizon, millis - rules.horizonLagMillis());
      }
    }
    return horizon;
  }

  private long slowestMillis() {
    long floor = newestMillis - rules.allowedLatenessMillis;
    long result = newestMillis;
    slowest = current;
    for (Iterator<Frontier> i = partitions.values().iterator(); i.hasNext(); ) {
      Frontier partition = i.next();
      boolean idle = isIdle(partition);
      if (idle && partition.eventMillis() <= floor && partition != current) {
        i.remove();
        continue;
      }
      long millis = idle ? Math.max(partition.eventMillis(), floor) : partition.eventMillis();
      if (millis != NEVER && millis < result) {
        result = millis;
        slowest = partition;
      }
    }
    return result;
  }

  /**
   * Windows that end at or before this are to be closed. Never moves back.
   *
   * @param wallMillis the present time
   */
  long watermark(long wallMillis) {
    long active = newestMillis;
    boolean someIdle = false;
    for (Frontier partition : partitions.values()) {
      if (isIdle(partition)) {
        someIdle = true;
      } else if (partition.eventMillis() != NEVER) {
        active = Math.min(active, partition.eventMillis());
      }
    }
    if (active != NEVER && active != Frontier.AWAITED) {
      long limit = someIdle ? Math.min(active, wallMillis) : active;
      closedThrough = Math.max(closedThrough, limit - rules.maxOutOfOrderMillis);
    }
    return closedThrough;
  }

  /**
   * Windows that end at or before this are to be closed when nothing more has come for {@code
   * idleTimeout}, so that all partitions are idle. Holds for this moment only: when lines come
   * again, the watermark goes on from where it was.
   */
  long watermarkWhenAllIdle(long wallMillis) {
    return Math.max(closedThrough, wallMillis - rules.maxOutOfOrderMillis);
  }

  /** Writes down where a partition is. */
  void encodePartition(String name, ByteWriter out) {
    Frontier partition = partitions.get(name);
    (partition == null ? new Frontier(new Host()) : partition).encode(out);
  }

  /** Moves a partition to where {@link #encodePartition} says it was. */
  void decodePartition(String name, ByteReader in) {
    long before = host(name).latestReadMillis();
    restorePartition(name, in);
    skipGap(host(name), before);
  }

  private void restorePartition(String name, ByteReader in) {
    Frontier partition = partition(name);
    partition.decode(in);
    if (partition.eventMillis() != Frontier.AWAITED) {
      newestMillis = Math.max(newestMillis, partition.eventMillis());
    }
    slowest = null;
  }

  /** Writes down what depends on all partitions. */
  void encodeProgress(ByteWriter out) {
    out.writeSigned(newestMillis).writeSigned(horizon).writeSigned(closedThrough);
  }

  /** Moves on to where {@link #encodeProgress} says it was. */
  void decodeProgress(ByteReader in) {
    newestMillis = in.readSigned();
    horizon = in.readSigned();
    closedThrough = in.readSigned();
  }

  /** Writes everything down. */
  void encode(ByteWriter out) {
    encodeProgress(out);
    out.writeUnsigned(partitions.size());
    for (String name : partitions.keySet()) {
      out.writeString(name);
      encodePartition(name, out);
    }
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    decodeProgress(in);
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      restorePartition(in.readString(), in);
    }
  }

  private boolean isIdle(Frontier partition) {
    Host host = partition.host();
    return host.latestReadMillis() - partition.readAtMillis() > rules.idleTimeoutMillis
        || latestArrivalMillis - lastHeardOfMillis(host) > rules.idleTimeoutMillis;
  }

  private long lastHeardOfMillis(Host host) {
    return Math.max(host.latestArrivalMillis(), firstArrivalMillis);
  }
}
