package io.github.flumeaggregation.tail.engine;

/** How a file's turn ended. */
enum TurnOutcome {
  /** There is more to read at once. */
  BEHIND,
  /** It is known now where to read on; whether there is anything new is not. */
  IDENTIFIED,
  /** Evidence of what is to be delivered next is saved first. */
  FORESEEN,
  /** All there was has been read. */
  CAUGHT_UP,
  /** There was nothing new. */
  QUIET,
  /** It cannot be said yet what the file is; looks again in a while. */
  WAITING,
  /** The channel is full. */
  BLOCKED,
  /** The file has left the pattern and is not the one that was known. */
  STRANGER
}
