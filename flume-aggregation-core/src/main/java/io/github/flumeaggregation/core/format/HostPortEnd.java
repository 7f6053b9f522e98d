package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Words;

/**
 * Finds the end of a virtual host, at the first blank. A lone hyphen after it is no client: then
 * the line has no host, and the client stands in its place.
 */
final class HostPortEnd implements EndFinder {
  @Override
  public int end(byte[] bytes, int from, int to) {
    int at = Words.indexOf(bytes, from, to, (byte) ' ');
    boolean hyphen = at >= 0 && at + 2 < to && bytes[at + 1] == '-' && bytes[at + 2] == ' ';
    boolean tag = at > from && bytes[at - 1] == ':';
    return at == from || hyphen || tag ? -1 : at;
  }
}
