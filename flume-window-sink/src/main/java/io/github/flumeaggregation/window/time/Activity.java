package io.github.flumeaggregation.window.time;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.Position;

/**
 * Which partitions are idle, and need not be waited for.
 *
 * <p>A file is idle once bytes read later on the same host by more than {@code idleTimeout} have
 * arrived: one that is behind in a channel is therefore never taken for idle. Besides:
 *
 * <ul>
 *   <li>Time in which nothing at all was read on the host does not count, since its source was
 *       down; but only once for each partition until it brings something, or a quiet log would
 *       never find the file idle that it was before its rotation.
 *   <li>While the source has delivered more of a file than has come, the file is not idle: what a
 *       channel gives back after a crash comes behind newer events. Those bytes may also be lost,
 *       or left out on their way; so this holds for ten times {@code idleTimeout} in which nothing
 *       of the file arrives.
 *   <li>Kafka tells when a message was written, not when its partition was looked at. A partition
 *       of Kafka is idle if nothing of it has arrived for {@code idleTimeout} in which all others'
 *       messages were younger than that; or for ten times {@code idleTimeout} whatever comes: as
 *       long as others bring old messages, it may wait behind them.
 *   <li>All partitions of a host are idle once others have sent for {@code idleTimeout} while it
 *       sent nothing: a host that is gone stops nobody.
 * </ul>
 *
 * <p>Clocks may be wrong. A read later than the present, by the sink's clock, counts as read at
 * present. When bytes further on in a file were read at an earlier time, the clock of its host was
 * set back, and all its partitions count as read at that moment. When the sink's own clock is set
 * back, silence begins anew.
 */
final class Activity {
  /** How many times {@code idleTimeout} is waited for what should come, but may be lost. */
  private static final long PATIENCE = 10;

  private static final long NEVER = Host.NEVER;
  private static final String KAFKA = "kafka";

  private final Partitions partitions;
  private final long idleTimeoutMillis;

  /** First and latest arrival of anything since the start, by the sink's clock. */
  private long firstArrivalMillis = NEVER;

  private long latestArrivalMillis = NEVER;

  Activity(Partitions partitions, long idleTimeoutMillis) {
    this.partitions = partitions;
    this.idleTimeoutMillis = idleTimeoutMillis;
  }

  /**
   * Whether, by an event of this partition, it or others may hold back whom they did not hold.
   *
   * @param readAtMillis as in {@link #arrived}
   */
  boolean mayHoldAgain(
      Frontier partition, @Nullable Position position, long readAtMillis, long wallMillis) {
    return partition.eventMillis() == Frontier.NEVER
        || wallMillis < latestArrivalMillis
        || isIdle(partition)
        || isSetBack(partition, position, bounded(readAtMillis, wallMillis));
  }

  private static boolean isSetBack(
      Frontier partition, @Nullable Position position, long readAtMillis) {
    return position != null
        && position.isInBytes()
        && partition.showsClockSetBack(position, readAtMillis);
  }

  /** Notes that an event of a partition has come. */
  void arrived(
      Frontier partition, @Nullable Position position, long readAtMillis, long wallMillis) {
    long millis = bounded(readAtMillis, wallMillis);
    if (isSetBack(partition, position, millis)) {
      startAnew(partition.host(), millis);
    }
    readAt(partition, millis);
    arrivedAt(partition.host(), wallMillis);
    partition.arrivedAt(wallMillis);
    if (wallMillis - millis > idleTimeoutMillis) {
      behindAt(partition.host(), wallMillis);
    }
    partitions.standings().wake(partition);
  }

  /** Notes that the source says of a partition that more of it is to come. */
  void announced(Frontier partition, long readAtMillis, long wallMillis) {
    readAt(partition, bounded(readAtMillis, wallMillis));
    partitions.standings().wake(partition);
  }

  private static long bounded(long readAtMillis, long wallMillis) {
    return Math.max(0, Math.min(readAtMillis, wallMillis));
  }

  private void startAnew(Host host, long millis) {
    host.setLatestReadMillis(millis);
    for (Frontier partition : host.partitions()) {
      partition.startAnew(millis);
      partitions.note(partition);
    }
    wake(host);
  }

  private void readAt(Frontier partition, long millis) {
    Host host = partition.host();
    long before = host.latestReadMillis();
    partition.readAt(millis);
    partitions.note(partition);
    if (millis > before) {
      host.setLatestReadMillis(millis);
      if (before != NEVER && millis - before > idleTimeoutMillis) {
        forgiveGap(host, before, millis);
      }
    }
  }

  private void forgiveGap(Host host, long before, long after) {
    for (Frontier partition : host.partitions()) {
      boolean wasActive = before - partition.activeMillis() <= idleTimeoutMillis;
      if (partition.activeMillis() < after && wasActive && partition.forgive(after)) {
        partitions.note(partition);
      }
    }
    wake(host);
  }

  private void arrivedAt(Host host, long wallMillis) {
    if (firstArrivalMillis == NEVER || wallMillis < latestArrivalMillis) {
      // At the start, and when the clock was set back: whoever is silent is so from now on.
      firstArrivalMillis = wallMillis;
      partitions.hosts().forEach(one -> one.arrivedAt(wallMillis));
      partitions.all().forEach(one -> one.arrivedAt(wallMillis));
      partitions.hosts().forEach(this::wake);
    }
    latestArrivalMillis = wallMillis;
    if (silence(host.latestArrivalMillis()) > idleTimeoutMillis) {
      wake(host);
    }
    host.arrivedAt(wallMillis);
  }

  private void behindAt(Host host, long wallMillis) {
    if (silence(host.latestBehindMillis()) > idleTimeoutMillis) {
      wake(host);
    }
    host.behindAt(wallMillis);
  }

  private void wake(Host host) {
    host.partitions().forEach(partitions.standings()::wake);
  }

  boolean isIdle(Frontier partition) {
    Host host = partition.host();
    if (silence(host.latestArrivalMillis()) > idleTimeoutMillis) {
      return true;
    }
    long silence = silence(partition.arrivedMillis());
    boolean patient = silence <= PATIENCE * idleTimeoutMillis;
    if (host.name().equals(KAFKA)) {
      return silence > idleTimeoutMillis
          && (!patient || silence(host.latestBehindMillis()) > idleTimeoutMillis);
    }
    return host.latestReadMillis() - partition.activeMillis() > idleTimeoutMillis
        && !(partition.isUnaccounted() && patient);
  }

  /**
   * Whether lines may be missing of this partition that come before others that are here, and are
   * waited for. Then no window becomes final by its being idle; whether windows close has nothing
   * to do with it, since a missing line only makes their rows be sent again.
   */
  boolean isIncomplete(Frontier partition) {
    return partition.hasGap() && silence(partition.arrivedMillis()) <= PATIENCE * idleTimeoutMillis;
  }

  /** For how long others have sent since the last arrival. */
  private long silence(long arrivedMillis) {
    long since = Math.max(arrivedMillis, firstArrivalMillis);
    return since == NEVER ? 0 : latestArrivalMillis - since;
  }
}
