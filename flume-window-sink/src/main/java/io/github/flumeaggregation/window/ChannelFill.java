package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.flume.Channel;
import org.apache.flume.channel.MemoryChannel;

/**
 * Knows whether a channel surely holds another event, so that taking it will not wait.
 *
 * <p>A memory or spillable channel lets each {@code take()} wait for its {@code keep-alive}, 3 s by
 * default, and has no other way to ask. But it publishes how many events it held when the last
 * transaction ended; what has been taken since is known here. So that number, less what this
 * transaction has taken, is the least that is there, as long as nobody else takes from the channel;
 * if somebody does, a take may wait once. Other channels answer at once that they are empty.
 */
final class ChannelFill {
  private static final String SPILLABLE = "org.apache.flume.channel.SpillableMemoryChannel";

  private final @Nullable ObjectName counter;
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private long known;

  ChannelFill(Channel channel) {
    counter = waits(channel) ? counter(channel) : null;
  }

  private static boolean waits(Channel channel) {
    if (channel instanceof MemoryChannel) {
      return true;
    }
    // By name, since its jar need not be there.
    Class<?> type = channel.getClass();
    while (type != null && !type.getName().equals(SPILLABLE)) {
      type = type.getSuperclass();
    }
    return type != null;
  }

  private static @Nullable ObjectName counter(Channel channel) {
    try {
      return new ObjectName("org.apache.flume.channel:type=" + channel.getName());
    } catch (MalformedObjectNameException e) {
      return null; // Flume could not publish it either
    }
  }

  /** To be called when a transaction has begun. */
  void begin() {
    known = 0;
  }

  /**
   * Whether another event can be taken without waiting.
   *
   * @param taken how many the transaction has taken
   */
  boolean hasMore(int taken) {
    if (counter == null) {
      return true;
    }
    if (taken >= known) {
      known = published(counter);
    }
    return taken < known;
  }

  private long published(ObjectName name) {
    try {
      return ((Number) server.getAttribute(name, "ChannelSize")).longValue();
    } catch (JMException e) {
      return Long.MAX_VALUE; // not published: the batch may last until a take has waited
    }
  }
}
