package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.tail.engine.Confirmation;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A sink behind a memory channel: what it has not counted when the agent dies is lost with the
 * channel.
 */
final class RigSink implements Confirmation {
  /** What is in the channel of a {@link Rig} when a marker comes. */
  private record Marker(long number, long sentNanos, int events) {}

  boolean down;
  long lagNanos;

  /** How many of the channel's events are counted durably. */
  int counted;

  int markersSent;
  private final Rig rig;
  private final Deque<Marker> markers = new ArrayDeque<>();
  private long confirmed;

  RigSink(Rig rig) {
    this.rig = rig;
  }

  /** The source begins anew. */
  void newRun() {
    markers.clear();
    confirmed = 0;
  }

  /** The process ends, and with it what is in the memory channel. */
  void loseChannel() {
    rig.channel.subList(counted, rig.channel.size()).clear();
    markers.clear();
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public boolean send(long marker) {
    markersSent++;
    markers.add(new Marker(marker, rig.nanos(), rig.channel.size()));
    // The channel of another sink may be full.
    return !rig.channelFull;
  }

  /** Counts up to the next marker and no further, although it is down for more. */
  void countUpToNextMarker() {
    confirmed = markers.element().number;
    counted = markers.remove().events;
  }

  @Override
  public long confirmed() {
    while (!down && !markers.isEmpty() && rig.nanos() - markers.peek().sentNanos >= lagNanos) {
      countUpToNextMarker();
    }
    return confirmed;
  }

  @Override
  public String waitingFor(long marker) {
    return "the sink of the test";
  }
}
