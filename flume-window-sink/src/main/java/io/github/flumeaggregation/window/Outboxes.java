package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.window.state.Outbox;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.concurrent.GuardedBy;

/**
 * The outboxes of the running sinks of this JVM, where result sources find them. Flume gives
 * components no way to know each other, hence this registry. Safe for use by several threads.
 */
final class Outboxes {
  @GuardedBy("RUNNING")
  private static final Map<Outbox, Address> RUNNING = new LinkedHashMap<>();

  /** By what a result source may name a sink. */
  static final class Address {
    private final String sink;
    private final File stateDir;

    Address(String sink, File stateDir) {
      this.sink = sink;
      this.stateDir = stateDir;
    }

    private boolean matches(@Nullable String wantedSink, @Nullable File wantedStateDir) {
      return (wantedSink == null || wantedSink.equals(sink))
          && (wantedStateDir == null || wantedStateDir.equals(stateDir));
    }

    @Override
    public String toString() {
      return "sink " + sink + " with stateDir " + stateDir;
    }
  }

  private Outboxes() {}

  /** Announces the outbox of a sink that has started. */
  static void register(Address address, Outbox outbox) {
    synchronized (RUNNING) {
      RUNNING.put(outbox, address);
    }
  }

  /** Ends what {@link #register} began. */
  static void unregister(Outbox outbox) {
    synchronized (RUNNING) {
      RUNNING.remove(outbox);
    }
  }

  /** Which sinks run, for a result source that finds none of them to be its own. */
  static String running(@Nullable String wantedSink) {
    synchronized (RUNNING) {
      if (RUNNING.isEmpty()) {
        return "no window sink runs";
      }
      List<String> names = new ArrayList<>();
      List<String> addresses = new ArrayList<>();
      for (Address address : RUNNING.values()) {
        names.add(address.sink);
        addresses.add(address.toString());
      }
      return "there run "
          + String.join(" and ", addresses)
          + (wantedSink == null ? "" : Suggestion.didYouMean(wantedSink, names));
    }
  }

  /**
   * The outbox of the sink with this name, this state directory, or both; null if no such sink runs
   * at the moment.
   *
   * @throws IllegalStateException if there are several, which only a {@code stateDir} tells apart
   */
  static @Nullable Outbox find(@Nullable String sink, @Nullable File stateDir) {
    synchronized (RUNNING) {
      List<Map.Entry<Outbox, Address>> found = new ArrayList<>();
      for (Map.Entry<Outbox, Address> entry : RUNNING.entrySet()) {
        if (entry.getValue().matches(sink, stateDir)) {
          found.add(entry);
        }
      }
      if (found.size() > 1) {
        throw new IllegalStateException(
            "several window sinks are meant: "
                + found.get(0).getValue()
                + " and "
                + found.get(1).getValue()
                + "; set stateDir on the result source to the one that it is to drain");
      }
      return found.isEmpty() ? null : found.get(0).getKey();
    }
  }
}
