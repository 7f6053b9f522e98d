package io.github.flumeaggregation.simulation;

import java.util.List;

/** Each row that was ever made has reached somebody. */
final class RowsAreDelivered implements Law {
  @Override
  public void inTheEnd(World world) {
    List<String> missing = world.consumer.missing(world.rowFiles.rows());
    if (!missing.isEmpty()) {
      throw new AssertionError(
          missing.size() + " rows were made and reached nobody, one is " + missing.get(0));
    }
  }
}
