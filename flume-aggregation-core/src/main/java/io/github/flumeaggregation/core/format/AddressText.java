package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Words;

/** Tells addresses from names. */
final class AddressText {
  private AddressText() {}

  /**
   * Whether one word may be the address or name of a client: a name has no colon but before its
   * port, so {@code INFO:root:192.0.2.7} is something else with a client in it.
   */
  static boolean mayBeClient(byte[] bytes, int from, int to) {
    int colon = Words.indexOf(bytes, from, to, (byte) ':');
    if (colon < 0 || Digits.end(bytes, colon + 1, to) == to) {
      return true;
    }
    int zone = Words.indexOf(bytes, from, to, (byte) '%');
    return isOne(bytes, from, zone < 0 ? to : zone);
  }

  /**
   * Whether {@code bytes[from, to)} looks like an address of IPv4 (four numbers) or IPv6 (two
   * colons or more between hexadecimal digits), perhaps with brackets, a port or a comma.
   */
  static boolean isOne(byte[] bytes, int from, int to) {
    int dots = 0;
    int colons = 0;
    int digits = 0;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      boolean hex = (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'f');
      boolean around = b == '[' || b == ']' || b == ',';
      if (!hex && b != '.' && b != ':' && !around) {
        return false;
      }
      dots += b == '.' ? 1 : 0;
      colons += b == ':' ? 1 : 0;
      digits += b >= '0' && b <= '9' ? 1 : 0;
    }
    return (dots == 3 && digits >= 4) || colons >= 2;
  }
}
