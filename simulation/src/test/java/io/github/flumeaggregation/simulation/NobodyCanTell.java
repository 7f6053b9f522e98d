package io.github.flumeaggregation.simulation;

/**
 * What the documentation says cannot be told has happened, and the source has said that it might:
 * from here on nothing follows from the laws, and the life is over.
 */
final class NobodyCanTell extends AssertionError {
  private static final long serialVersionUID = 1;

  NobodyCanTell(String what) {
    super(what);
  }
}
