package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.QUOTED;
import static io.github.flumeaggregation.core.function.Parameter.TEXT;
import static io.github.flumeaggregation.core.function.Parameter.WHOLE;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Functions of network addresses. What is no address is missing. */
final class NetworkFunctions {
  /** What a customer is given as a rule. */
  private static final int USUAL_V6_BITS = 56;

  private static final int V4_BITS = IpAddress.BITS - IpAddress.BITS_BEFORE_V4;

  static final List<LineFunction> LIST =
      Arrays.asList(
          LineFunction.ofText(
                  "subnet(address, bits[, bitsOfIPv6])",
                  NetworkFunctions::subnet,
                  TEXT,
                  WHOLE,
                  WHOLE)
              .lastOptional(),
          LineFunction.ofCondition(
                  "inNet(address, \"10.0.0.0/8\", ..)", NetworkFunctions::inNet, TEXT, QUOTED)
              .lastRepeated());

  private NetworkFunctions() {}

  private static Textual subnet(Arguments args) {
    int v4Bits = bits(args.whole(1, 0), V4_BITS, "IPv4");
    int v6Bits = bits(args.whole(2, USUAL_V6_BITS), IpAddress.BITS, "IPv6");
    Textual text = args.text(0);
    IpAddress address = new IpAddress();
    ResultBuffer buffer = new ResultBuffer();
    return record -> {
      @Nullable Slice value = text.of(record);
      if (value == null || !address.parse(value)) {
        return null;
      }
      boolean isV4 = address.isV4();
      address.mask(isV4 ? IpAddress.BITS_BEFORE_V4 + v4Bits : v6Bits);
      address.write(buffer.clear());
      buffer.addByte('/');
      IpAddress.writeNumber(isV4 ? v4Bits : v6Bits, 10, buffer);
      return buffer.result();
    };
  }

  private static int bits(int bits, int most, String kind) {
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("a network of " + kind + " has 0 to " + most + " bits");
    }
    return bits;
  }

  private static Predicate<Record> inNet(Arguments args) {
    Textual text = args.text(0);
    Network[] networks = new Network[args.size() - 1];
    for (int i = 0; i < networks.length; i++) {
      networks[i] = Network.of(args.quoted(i + 1));
    }
    IpAddress address = new IpAddress();
    return record -> {
      @Nullable Slice value = text.of(record);
      if (value == null || !address.parse(value)) {
        return false;
      }
      for (Network network : networks) {
        if (network.has(address)) {
          return true;
        }
      }
      return false;
    };
  }
}
