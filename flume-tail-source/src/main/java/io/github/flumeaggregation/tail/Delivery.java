package io.github.flumeaggregation.tail;

/** The way from the engine into the channel. */
interface Delivery {
  /**
   * Puts all of the batch into the channel.
   *
   * @throws RuntimeException if the channel did not take it; the batch will be offered again
   */
  void deliver(Batch batch);
}
