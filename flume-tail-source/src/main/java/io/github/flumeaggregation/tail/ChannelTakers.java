package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.confirm.TakeAttempts;
import io.github.flumeaggregation.tail.watch.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.flume.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when nobody takes from a channel of the source: Flume drops a sink with a fault in its
 * configuration and runs the rest on, and the source would fill the channel without a word. Known
 * by the channel's own count of attempts to take, which a running sink makes every few seconds even
 * if there is nothing. A channel that lies in Kafka may be emptied by another agent.
 */
final class ChannelTakers {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelTakers.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final ToLongFunction<String> attempts;
  private final Time time;
  private final Consumer<String> warning;
  private final Map<String, Watched> channels = new HashMap<>();
  private long lookNanos;

  private static final class Watched {
    long attempts = -1;
    long changedNanos;
    long sayNanos;
  }

  /**
   * @param attempts attempts to take from the channel of a name; -1 if it does not tell
   * @param warning is told what to tell the operator
   */
  ChannelTakers(
      Collection<String> names,
      ToLongFunction<String> attempts,
      Time time,
      Consumer<String> warning) {
    this.attempts = attempts;
    this.time = time;
    this.warning = warning;
    lookNanos = time.nanos();
    names.forEach(name -> channels.put(name, new Watched()));
  }

  /** Over these channels; a selector that was given none has no list. */
  static ChannelTakers of(@Nullable Collection<Channel> channels) {
    List<String> names = new ArrayList<>();
    for (Channel channel : channels == null ? Collections.<Channel>emptyList() : channels) {
      if (!channel.getClass().getName().contains(".kafka.")) {
        names.add(channel.getName());
      }
    }
    return new ChannelTakers(names, TakeAttempts::of, Time.SYSTEM, LOG::warn);
  }

  /** Looks now and then; to be called often. */
  void look() {
    if (time.nanos() - lookNanos >= 0) {
      lookNanos = time.nanos() + LOOK_NANOS;
      channels.forEach((name, watched) -> look(name, watched));
    }
  }

  private void look(String name, Watched watched) {
    long now = time.nanos();
    long count = attempts.applyAsLong(name);
    if (count < 0 || count != watched.attempts) {
      watched.attempts = count;
      watched.changedNanos = now;
      watched.sayNanos = now + QUIET_NANOS;
    } else if (now - watched.sayNanos >= 0) {
      watched.sayNanos = now + AGAIN_NANOS;
      warning.accept(message(name, TimeUnit.NANOSECONDS.toSeconds(now - watched.changedNanos)));
    }
  }

  private static String message(String channel, long seconds) {
    return "Nobody has taken from channel '"
        + channel
        + "' for "
        + seconds
        + " s: no sink runs on it, or its sink is stuck. Look in the log for a sink that was dropped"
        + " because of its configuration, and for the key channel = "
        + channel
        + ". Lines go into the channel until it is full; what is in a memory channel when the agent"
        + " stops is lost";
  }
}
