package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Words;

/** Splits a URI, {@code https://a.example/b?c=1} or {@code /b?c=1}, into host, path and query. */
final class UriCapture extends Capture {
  private final int host;
  private final TargetCapture target;
  private boolean storesHost;

  /** {@code host} is the index of the field. */
  UriCapture(int host, TargetCapture target) {
    this.host = host;
    this.target = target;
  }

  @Override
  void want(int index) {
    storesHost |= index == host;
    target.want(index);
  }

  @Override
  boolean store(byte[] bytes, int from, int to, Record into) {
    int slash = Words.indexOf(bytes, from, to, (byte) '/');
    boolean absolute =
        slash > from && bytes[slash - 1] == ':' && slash + 1 < to && bytes[slash + 1] == '/';
    int start = from;
    if (absolute) {
      int hostFrom = slash + 2;
      start = hostFrom;
      while (start < to && bytes[start] != '/' && bytes[start] != '?') {
        start++;
      }
      if (storesHost) {
        into.set(host, bytes, hostFrom, start);
      }
    }
    return target.store(bytes, start, to, into);
  }
}
