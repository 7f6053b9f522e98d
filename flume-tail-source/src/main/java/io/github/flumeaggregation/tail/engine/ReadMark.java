package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.position.Incarnation;

/** Which incarnation is being read, and since when; shared by all that a turn puts into a batch. */
final class ReadMark {
  private final Incarnation incarnation;
  private final long readAtMillis;

  /**
   * @param readAtMillis wall clock of the read, epoch milliseconds
   */
  ReadMark(Incarnation incarnation, long readAtMillis) {
    this.incarnation = incarnation;
    this.readAtMillis = readAtMillis;
  }

  Incarnation incarnation() {
    return incarnation;
  }

  long readAtMillis() {
    return readAtMillis;
  }
}
