package io.github.flumeaggregation.core.confirm;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The sinks of this process that confirm {@link SentMarkers}, from their configuration to their
 * stop. On a reload the new sink is configured before the old one stops, and takes its name over.
 * Safe for use by several threads.
 */
public final class ConfirmingSinks {
  /** Its own lock guards it. */
  private static final Map<String, Supplier<@Nullable Object>> SINKS = new LinkedHashMap<>();

  private ConfirmingSinks() {}

  /**
   * A sink of that name has been configured.
   *
   * @param channel gives the channel that it takes from; null as long as it has none
   */
  public static void add(String name, Supplier<@Nullable Object> channel) {
    synchronized (SINKS) {
      SINKS.put(name, channel);
    }
  }

  /** The sink has stopped, unless another one has its name by now. */
  public static void remove(String name, Supplier<@Nullable Object> channel) {
    synchronized (SINKS) {
      SINKS.remove(name, channel);
    }
  }

  /** The names of all. */
  public static List<String> names() {
    synchronized (SINKS) {
      return new ArrayList<>(SINKS.keySet());
    }
  }

  /** The channel that the sink of that name takes from; null if there is no such sink. */
  @Nullable
  public static Object channelOf(String name) {
    Supplier<@Nullable Object> channel;
    synchronized (SINKS) {
      channel = SINKS.get(name);
    }
    return channel == null ? null : channel.get();
  }
}
