package io.github.flumeaggregation.core.confirm;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** How often a channel was asked for an event, by its own count, which Flume publishes. */
public final class TakeAttempts {
  private TakeAttempts() {}

  /** The attempts since the channel was started; -1 if it does not tell. Costs a microsecond. */
  public static long of(String channel) {
    try {
      Object attempts =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName("org.apache.flume.channel:type=" + channel),
                  "EventTakeAttemptCount");
      return attempts instanceof Number ? ((Number) attempts).longValue() : -1;
    } catch (JMException | RuntimeException e) {
      return -1;
    }
  }
}
