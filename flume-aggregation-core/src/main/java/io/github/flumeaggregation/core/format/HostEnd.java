package io.github.flumeaggregation.core.format;

/**
 * Finds the end of a value that a path follows immediately, as in {@code $host$request_uri}: at the
 * first slash, or where a path would have ended if there is none, as after a broken request.
 */
final class HostEnd implements EndFinder {
  private final int afterPath;

  /** {@code afterPath} is what stands after the path, if anything does. */
  HostEnd(byte[] afterPath) {
    this.afterPath = afterPath.length == 0 ? ' ' : afterPath[0];
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != afterPath) {
      at++;
    }
    return at;
  }
}
