package io.github.flumeaggregation.interceptor;

/**
 * What became of everything that came in. Lines read = counted + unparsed + duplicate, as long as
 * no event failed.
 */
final class Books {
  long events;
  long eventsFailed;
  long eventsWithoutPosition;

  /** Blocks whose body did not have the length of their position; see {@code BodyLines}. */
  long blocksRewritten;

  /** Lines of the format, whether or not an aggregation took them. */
  long linesCounted;

  long linesUnparsed;
  long linesDuplicate;

  /** Of the lines counted and unparsed, those that did not go on. */
  long linesDropped;

  /** How often the time went back so far that sliding windows had to start anew. */
  long windowsStartedAnew;

  long linesRead() {
    return linesCounted + linesUnparsed + linesDuplicate;
  }
}
