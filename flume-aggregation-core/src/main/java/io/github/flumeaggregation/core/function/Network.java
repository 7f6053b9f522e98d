package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.record.Slice;

/** The addresses that begin with the same bits. */
public final class Network {
  private final IpAddress address;

  /** How many bits, of 128. */
  private final int bits;

  private Network(IpAddress address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * The network that a text such as {@code 10.0.0.0/8} names; an address alone is one of its own.
   *
   * @throws IllegalArgumentException if it names none, or an address in it and not its first
   */
  public static Network of(String text) {
    String[] parts = text.split("/", 2);
    IpAddress address = new IpAddress();
    if (!address.parse(Slice.of(parts[0]))) {
      throw malformed(text);
    }
    // Of an address of IPv4 that is written as one of IPv6, the bits are those of IPv6.
    boolean isV4 = address.isV4() && parts[0].indexOf(':') < 0;
    int before = isV4 ? IpAddress.BITS_BEFORE_V4 : 0;
    int bits = IpAddress.BITS - before;
    if (parts.length == 2) {
      if (!parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > bits) {
        throw malformed(text);
      }
      bits = Integer.parseInt(parts[1]);
    }
    IpAddress first = new IpAddress();
    first.parse(Slice.of(parts[0]));
    first.mask(before + bits);
    if (!first.sharesFirst(IpAddress.BITS, address)) {
      ResultBuffer right = new ResultBuffer();
      first.write(right.clear());
      throw new IllegalArgumentException(
          "'" + text + "' is an address in a network; write " + right.result() + '/' + bits);
    }
    return new Network(first, before + bits);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no network such as 10.0.0.0/8, fd00::/8 or 192.0.2.1");
  }

  /** Its first address. */
  public IpAddress address() {
    return address;
  }

  /** How many bits its addresses have in common, of 128. */
  public int bits() {
    return bits;
  }

  boolean has(IpAddress other) {
    return address.isV4() == other.isV4() && address.sharesFirst(bits, other);
  }
}
