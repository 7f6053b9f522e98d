package io.github.flumeaggregation.simulation;

/** A law does not hold in a life. */
final class Violation extends RuntimeException {
  private final transient Story story;

  Violation(Story story, Throwable cause) {
    super(cause.toString(), cause);
    this.story = story;
  }

  Story story() {
    return story;
  }
}
