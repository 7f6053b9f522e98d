package io.github.flumeaggregation.core.format;

/** Tells addresses from names. */
final class AddressText {
  private AddressText() {}

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
