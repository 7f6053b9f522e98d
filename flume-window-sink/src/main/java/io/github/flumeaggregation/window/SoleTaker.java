package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.confirm.TakeAttempts;
import java.util.function.ToLongFunction;

/**
 * Whether nobody else takes from the sink's channel: only then a marker comes after all that was
 * put before it. Known by the channel's own count of attempts to take, which any sink makes every
 * few seconds even if there is nothing, and makes before it has an event. Flume has no way to ask
 * which sinks a channel has.
 */
final class SoleTaker {
  private final String channel;
  private final ToLongFunction<String> attempts;
  private long others;
  private long own;

  /** From now on, over the channel of that name. */
  SoleTaker(String channel) {
    this(channel, TakeAttempts::of);
  }

  /**
   * @param attempts attempts to take from the channel of a name; -1 if it does not tell
   */
  SoleTaker(String channel, ToLongFunction<String> attempts) {
    this.channel = channel;
    this.attempts = attempts;
    others = attempts.applyAsLong(channel);
  }

  /** The sink itself makes an attempt. */
  void takes() {
    own++;
  }

  /** Whether all attempts since the beginning were the sink's own, as far as can be known. */
  boolean isSole() {
    long all = attempts.applyAsLong(channel);
    if (all < 0 || others < 0) {
      return true;
    }
    // Fewer than there were: the channel has begun to count anew.
    others = Math.min(others, all - own);
    return all - own == others;
  }
}
