package io.github.flumeaggregation.core.format;

/** A field of a line: the literal before it, how its end is found and what is done with it. */
final class Element {
  /** How the end of a field is found. */
  enum Extent {
    /** Where the literal that follows stands first. */
    UNTIL_LITERAL,
    /** Likewise, but a byte after a backslash is never taken for the literal. */
    QUOTED,
    /** After digits or one hyphen; a blank or the line's end must follow. */
    WHOLE_NUMBER,
    /** After as many bytes as a time in common log format has. */
    CLF_TIME
  }

  final byte[] before;
  final Extent extent;
  final Capture capture;

  /** Whether a line without a sound value here is not of the format. */
  final boolean required;

  Element(byte[] before, Extent extent, Capture capture, boolean required) {
    this.before = before;
    this.extent = extent;
    this.capture = capture;
    this.required = required;
  }
}
