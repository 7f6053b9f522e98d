package io.github.flumeaggregation.simulation;

/** The tail source's engine as shipped, at work on real files; see {@link TailReaders}. */
interface TailReader {
  /** Does what is due; the nanoseconds until something is due again. */
  long pass();

  /** Ends in good order. */
  void stop();

  /** Dies without saving anything. */
  void abandon();

  /** What monitoring shows. */
  long number(String name);
}
