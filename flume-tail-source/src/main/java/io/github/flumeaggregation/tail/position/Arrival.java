package io.github.flumeaggregation.tail.position;

/** What came of the attempt to say which incarnation a file is. */
public enum Arrival {
  /** It is known now. */
  IDENTIFIED,
  /** Not yet, there is work left to do at once. */
  WORKING,
  /** Not yet, and nothing to do but to look again later. */
  WAITING,
  /** Not by any pattern, and not the file that was known. */
  STRANGER
}
