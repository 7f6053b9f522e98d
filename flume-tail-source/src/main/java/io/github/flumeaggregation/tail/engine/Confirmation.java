package io.github.flumeaggregation.tail.engine;

/**
 * How the engine learns that what the channels have taken has been counted durably: it sends a
 * marker behind that, and waits until the marker is confirmed.
 */
public interface Confirmation {
  /** What a channel has taken needs no confirmation. */
  Confirmation NOT_NEEDED =
      new Confirmation() {
        @Override
        public boolean isNeeded() {
          return false;
        }

        @Override
        public boolean send(long marker) {
          return true;
        }

        @Override
        public long confirmed() {
          return Long.MAX_VALUE;
        }

        @Override
        public String waitingFor(long marker) {
          return "";
        }
      };

  /** Whether positions wait for a confirmation at all. */
  boolean isNeeded();

  /**
   * Sends the marker of that number behind all that the channels have taken so far.
   *
   * @param marker above all before it, those that failed included
   * @return false if a channel did not take it now; others may have
   */
  boolean send(long marker);

  /** The highest marker that everybody has confirmed. */
  long confirmed();

  /** Who has not confirmed that marker, and what is known of why, for the log. */
  String waitingFor(long marker);
}
