package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;

/**
 * Splits a request line, {@code GET /index.html?page=2 HTTP/1.1}, into method, path, query and
 * protocol.
 *
 * <p>The method is what stands before the first blank, if it is a name of letters, digits, hyphens
 * and underscores that begins with a letter; the protocol what stands after the last blank, if it
 * begins with {@code HTTP/} (older clients send none: missing); the target what lies between,
 * blanks included, since servers log such requests too. The path is the target up to the first
 * question mark, the query what follows it (missing without one). In anything else that a server
 * logs as received, such as {@code -}, nothing at all, or the first bytes of a TLS handshake, all
 * four are missing.
 */
final class RequestCapture extends Capture {
  private static final int SHORTEST_PROTOCOL = "HTTP/1".length();

  private final int request;
  private boolean splits;

  /** The whole line is the field {@code request}, its four parts the fields that follow. */
  RequestCapture(int request) {
    this.request = request;
  }

  @Override
  void want(int index) {
    splits |= index != request;
  }

  @Override
  boolean store(byte[] bytes, int from, int to, Record into) {
    into.setEscaped(request, bytes, from, to);
    int methodEnd = splits ? methodEnd(bytes, from, to) : -1;
    if (methodEnd > from && methodEnd + 1 < to) {
      split(bytes, from, methodEnd, to, into);
    }
    return true;
  }

  /** Index of the blank after the method, or -1. */
  private static int methodEnd(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      boolean letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
      boolean later = at > from && ((b >= '0' && b <= '9') || b == '-' || b == '_');
      if (b == ' ') {
        return at;
      }
      if (!letter && !later) {
        return -1;
      }
    }
    return -1;
  }

  private void split(byte[] bytes, int from, int methodEnd, int to, Record into) {
    int targetFrom = methodEnd + 1;
    int targetTo = targetEnd(bytes, targetFrom, to);
    if (targetTo == targetFrom) {
      return;
    }
    into.setEscaped(request + 1, bytes, from, methodEnd);
    int mark = Scan.indexOf(bytes, targetFrom, targetTo, (byte) '?');
    into.setEscaped(request + 2, bytes, targetFrom, mark < 0 ? targetTo : mark);
    if (mark >= 0) {
      into.setEscaped(request + 3, bytes, mark + 1, targetTo);
    }
    if (targetTo < to) {
      into.setEscaped(request + 4, bytes, targetTo + 1, to);
    }
  }

  /** Index of the blank before the protocol, or {@code to} if there is none. */
  private static int targetEnd(byte[] bytes, int from, int to) {
    int blank = to - 1;
    while (blank >= from && bytes[blank] != ' ') {
      blank--;
    }
    boolean protocol =
        blank >= from
            && to - blank > SHORTEST_PROTOCOL
            && bytes[blank + 1] == 'H'
            && bytes[blank + 2] == 'T'
            && bytes[blank + 3] == 'T'
            && bytes[blank + 4] == 'P'
            && bytes[blank + 5] == '/';
    return protocol ? blank : to;
  }
}
