package io.github.flumeaggregation.tail.engine;

/** The way from the engine into the channel. */
public interface Delivery {
  /**
   * Puts the first {@code count} events of the batch into the channel, in one transaction.
   *
   * @throws TooLargeException if no transaction of the channel takes so many
   * @throws RuntimeException if the channel did not take them; they will be offered again
   */
  void deliver(Batch batch, int count);

  /** How it is known that what was delivered has been counted. */
  default Confirmation confirmation() {
    return Confirmation.NOT_NEEDED;
  }

  /** A batch has more events than a transaction of the channel may have. */
  final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooLargeException(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
