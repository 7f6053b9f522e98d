package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.function.Network;

/** A row of a table whose key is a network. They are ordered as large ones stand before small. */
final class NetworkRow implements Comparable<NetworkRow> {
  private static final int BITS = 128;

  final long firstHigh;
  final long firstLow;
  final long lastHigh;
  final long lastLow;
  final int place;
  final int line;

  NetworkRow(Network network, int place, int line) {
    this.firstHigh = network.address().high();
    this.firstLow = network.address().low();
    this.lastHigh = firstHigh | ones(BITS / 2 - network.bits());
    this.lastLow = firstLow | ones(BITS - network.bits());
    this.place = place;
    this.line = line;
  }

  /** So many ones at the end: none if it is below zero, and at most 64. */
  private static long ones(int count) {
    return count >= Long.SIZE ? -1 : count <= 0 ? 0 : (1L << count) - 1;
  }

  /** Whether all of the network comes before an address. */
  boolean isBefore(NetworkRow other) {
    return compare(lastHigh, lastLow, other.firstHigh, other.firstLow) < 0;
  }

  @Override
  public int compareTo(NetworkRow other) {
    int byFirst = compare(firstHigh, firstLow, other.firstHigh, other.firstLow);
    return byFirst != 0 ? byFirst : compare(other.lastHigh, other.lastLow, lastHigh, lastLow);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkRow && compareTo((NetworkRow) other) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(firstHigh) * 31 + Long.hashCode(firstLow);
  }

  static int compare(long high, long low, long otherHigh, long otherLow) {
    int byHigh = Long.compareUnsigned(high, otherHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
  }
}
