package io.github.flumeaggregation.tail.watch;

/** The two clocks: wall time for what is written down, monotonic time for what is waited for. */
public interface Time {
  /** The clocks of this machine. */
  Time SYSTEM =
      new Time() {
        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** Wall clock, epoch milliseconds; it may jump. */
  long wallMillis();

  /** Monotonic clock, nanoseconds since some moment. */
  long nanos();
}
