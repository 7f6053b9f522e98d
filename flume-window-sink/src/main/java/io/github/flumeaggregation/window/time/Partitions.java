package io.github.flumeaggregation.window.time;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The partitions that the sink knows, by name, and their hosts. A host is known as long as it has
 * partitions. Notes what has changed since it was last written down.
 */
final class Partitions {
  /** A frontier, its name, and its places in a map, in its host and in the standings. */
  private static final int BYTES = 384;

  private final Map<String, Frontier> byName = new HashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();
  private final List<Frontier> changed = new ArrayList<>();
  private final Set<String> removed = new LinkedHashSet<>();
  private final Standings standings = new Standings();
  private long lastNumber;
  private long bytes;

  /** The partition of this name, or null. */
  @Nullable
  Frontier find(String name) {
    return byName.get(name);
  }

  /** The partition of this name, made if there is none. */
  Frontier get(String name) {
    @Nullable Frontier known = byName.get(name);
    if (known != null) {
      return known;
    }
    Host host = hosts.computeIfAbsent(hostName(name), Host::new);
    Frontier partition = new Frontier(name, host, ++lastNumber);
    host.partitions().add(partition);
    byName.put(name, partition);
    standings.wake(partition);
    bytes += BYTES + name.length();
    removed.remove(name);
    return partition;
  }

  /** The part of a file's identity before the first colon. */
  private static String hostName(String partition) {
    int colon = partition.indexOf(':');
    return colon < 0 ? "" : partition.substring(0, colon);
  }

  /** About what they take in memory. */
  long bytesHeld() {
    return bytes;
  }

  Collection<Frontier> all() {
    return byName.values();
  }

  Collection<Host> hosts() {
    return hosts.values();
  }

  /** In the order of their event times. */
  Standings standings() {
    return standings;
  }

  /** Notes that a partition, or the time of its host, has changed. */
  void note(Frontier partition) {
    if (partition.note()) {
      changed.add(partition);
    }
  }

  /** Forgets partitions. */
  void removeAll(List<Frontier> partitions) {
    for (Frontier partition : partitions) {
      remove(partition.name());
      removed.add(partition.name());
    }
  }

  private void remove(String name) {
    @Nullable Frontier partition = byName.remove(name);
    if (partition == null) {
      return;
    }
    bytes -= BYTES + name.length();
    standings.remove(partition);
    Host host = partition.host();
    host.partitions().remove(partition);
    if (host.partitions().isEmpty()) {
      hosts.remove(host.name());
    }
  }

  boolean haveChanged() {
    return !changed.isEmpty() || !removed.isEmpty();
  }

  /** Writes down what has changed since the last call of this or {@link #encode}. */
  void encodeChanges(ByteWriter out) {
    out.writeUnsigned(removed.size());
    removed.forEach(out::writeString);
    removed.clear();
    dropGone();
    out.writeUnsigned(changed.size());
    changed.forEach(partition -> encode(partition, out));
    changed.clear();
  }

  /** What was read of a partition that is gone by now counts for its host, which may not be. */
  private void dropGone() {
    Set<Host> hostsOfGone = new HashSet<>();
    changed.removeIf(
        partition -> {
          boolean gone = byName.get(partition.name()) != partition;
          if (gone) {
            hostsOfGone.add(partition.host());
          }
          return gone;
        });
    for (Host host : hostsOfGone) {
      host.partitions().stream().findFirst().ifPresent(this::note);
    }
  }

  private static void encode(Frontier partition, ByteWriter out) {
    out.writeString(partition.name()).writeSigned(partition.host().latestReadMillis());
    partition.encode(out);
  }

  /** Brings about what {@link #encodeChanges} wrote, or in a new one what {@link #encode} wrote. */
  void decodeChanges(ByteReader in) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      remove(in.readString());
    }
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      Frontier partition = get(in.readString());
      partition.host().setLatestReadMillis(in.readSigned());
      partition.decode(in);
      standings.wake(partition);
    }
  }

  /** Writes everything down, in an order that does not depend on how it came about. */
  void encode(ByteWriter out) {
    out.writeUnsigned(0).writeUnsigned(byName.size());
    new TreeMap<>(byName).values().forEach(partition -> encode(partition, out));
  }
}
