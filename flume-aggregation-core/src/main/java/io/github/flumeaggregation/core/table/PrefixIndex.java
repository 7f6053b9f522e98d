package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.function.IpAddress;
import io.github.flumeaggregation.core.function.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the row whose network is the smallest that an address is in. Networks of IPv4 and of IPv6
 * lie apart, so that {@code ::/0} has no address of IPv4.
 */
final class PrefixIndex implements RowIndex {
  private final AddressRanges v4;
  private final AddressRanges v6;

  /** An index of all rows but the head, by their first value. */
  PrefixIndex(Cells cells) {
    List<NetworkRow> rowsV4 = new ArrayList<>();
    List<NetworkRow> rowsV6 = new ArrayList<>();
    for (int row = 1; row < cells.rows(); row++) {
      int place = cells.place(row);
      Network network = network(cells, place);
      (network.address().isV4() ? rowsV4 : rowsV6)
          .add(new NetworkRow(network, place, cells.line(place)));
    }
    v4 = AddressRanges.of(rowsV4);
    v6 = AddressRanges.of(rowsV6);
  }

  private static Network network(Cells cells, int place) {
    try {
      return Network.of(cells.text(place, 0));
    } catch (IllegalArgumentException e) {
      throw Csv.fault(cells.line(place), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Finder finder() {
    IpAddress address = new IpAddress();
    return key -> address.parse(key) ? place(address) : NONE;
  }

  private int place(IpAddress address) {
    return (address.isV4() ? v4 : v6).place(address.high(), address.low());
  }
}
