package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/**
 * The host of an address such as {@code https://user@www.example.com:8443/x}, without its port, as
 * it is written. Missing if there is no {@code //}, or nothing between it and what follows.
 */
final class UrlHost implements Textual {
  private static final Slice SLASHES = Slice.of("//");

  private final Textual url;
  private final Slice host = new Slice();

  UrlHost(Textual url) {
    this.url = url;
  }

  @Override
  public @Nullable Slice of(Record record) {
    @Nullable Slice value = url.of(record);
    int slashes = value == null ? -1 : value.indexOf(SLASHES, 0);
    if (value == null || slashes < 0) {
      return null;
    }
    byte[] bytes = value.array();
    int start = value.from() + slashes + SLASHES.length();
    int end = start;
    while (end < value.to() && "/?#\\".indexOf(bytes[end]) < 0) {
      if (bytes[end++] == '@') {
        start = end;
      }
    }
    host.set(bytes, start, withoutPort(bytes, start, end));
    return host.length() == 0 ? null : host;
  }

  private static int withoutPort(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && bytes[at - 1] >= '0' && bytes[at - 1] <= '9') {
      at--;
    }
    return at > from && bytes[at - 1] == ':' && !isWithinBrackets(bytes, from, at) ? at - 1 : to;
  }

  /** Whether the colon before {@code at} is one of an IPv6 address. */
  private static boolean isWithinBrackets(byte[] bytes, int from, int at) {
    return bytes[from] == '[' && bytes[at - 2] != ']';
  }
}
