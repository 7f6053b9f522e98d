package io.github.flumeaggregation.window;

/**
 * What became of every line that the sink has read since its state began: read = counted + unparsed
 * + duplicate + future.
 */
final class SinkBooks {
  long counted;
  long unparsed;
  long duplicate;
  long future;

  private long emittedRead;
  private long revision;

  long read() {
    return counted + unparsed + duplicate + future;
  }

  /** Whether anything was read since the last emission. */
  boolean changed() {
    return read() != emittedRead;
  }

  /** The number of the emission that is made now. */
  long nextRevision() {
    emittedRead = read();
    return ++revision;
  }
}
