package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Words;

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
  private static final byte[] PROTOCOL = {'H', 'T', 'T', 'P', '/'};
  private static final long PROTOCOL_WORD = Words.first(PROTOCOL);
  private static final byte[] GET = {'G', 'E', 'T', ' '};
  private static final long GET_WORD = Words.first(GET);

  private static final int USUAL_PROTOCOL_LENGTH = "HTTP/1.1".length();

  private final int request;
  private final int method;
  private final TargetCapture target;
  private final int protocol;
  private final boolean escaped;
  private boolean storesRequest;
  private boolean storesMethod;
  private boolean storesProtocol;
  private boolean splits;

  /** The indexes of the fields, -1 for one that is not to be filled. */
  RequestCapture(int request, int method, TargetCapture target, int protocol, boolean escaped) {
    this.request = request;
    this.method = method;
    this.target = target;
    this.protocol = protocol;
    this.escaped = escaped;
  }

  @Override
  void want(int index) {
    storesRequest |= index == request;
    storesMethod |= index == method;
    storesProtocol |= index == protocol;
    splits |= index != request;
    target.want(index);
  }

  @Override
  boolean store(byte[] bytes, int from, int to, Record into) {
    if (storesRequest) {
      TargetCapture.set(into, request, bytes, from, to, escaped);
    }
    int methodEnd = splits ? methodEnd(bytes, from, to) : -1;
    if (methodEnd > from && methodEnd + 1 < to) {
      split(bytes, from, methodEnd, to, into);
    }
    return true;
  }

  /** Index of the blank after the method, or -1. */
  private static int methodEnd(byte[] bytes, int from, int to) {
    if (Words.isAt(bytes, from, to, GET, GET_WORD)) {
      return from + GET.length - 1;
    }
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

  private void split(byte[] bytes, int from, int methodEnd, int end, Record into) {
    int to = bytes[end - 1] == ' ' ? withoutBlanks(bytes, methodEnd + 1, end) : end;
    int targetTo = targetEnd(bytes, methodEnd + 1, to);
    if (targetTo == methodEnd + 1) {
      return;
    }
    if (storesMethod) {
      TargetCapture.set(into, method, bytes, from, methodEnd, false);
    }
    target.store(bytes, methodEnd + 1, targetTo, into);
    if (storesProtocol && targetTo < to) {
      TargetCapture.set(into, protocol, bytes, targetTo + 1, to, escaped);
    }
  }

  /** Index of the blank before the protocol, or {@code to} if there is none. */
  private static int targetEnd(byte[] bytes, int from, int to) {
    int usual = to - USUAL_PROTOCOL_LENGTH - 1;
    if (usual >= from && bytes[usual] == ' ' && isProtocol(bytes, usual + 1, to)) {
      return usual;
    }
    int blank = to - 1;
    while (blank >= from && bytes[blank] != ' ') {
      blank--;
    }
    boolean protocol =
        blank >= from && to - blank - 1 > PROTOCOL.length && isProtocol(bytes, blank + 1, to);
    return protocol ? blank : to;
  }

  private static int withoutBlanks(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == ' ') {
      end--;
    }
    return end;
  }

  private static boolean isProtocol(byte[] bytes, int from, int to) {
    return Words.isAt(bytes, from, to, PROTOCOL, PROTOCOL_WORD);
  }
}
