package io.github.flumeaggregation.monitor.http;

import io.github.flumeaggregation.core.Nullable;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * By which names a browser may call this server. A page of the internet can let its own name point
 * to this address (DNS rebinding), and would then read ours as its own. A name that it has cannot
 * be one of ours, and an address as it stands is nobody's name.
 */
public final class AllowedHosts {
  private static final String ADDRESS = "[0-9]{1,3}([.][0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+\\]";

  private final Set<String> names = new TreeSet<>();

  /** Allows these names, {@code localhost}, and all addresses. */
  public AllowedHosts(Collection<String> names) {
    this.names.add("localhost");
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether a request with this {@code Host} header is meant for this server. */
  boolean allow(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String name = header.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
    return name.matches(ADDRESS) || names.contains(name);
  }
}
