package io.github.flumeaggregation.simulation;

import java.util.List;
import java.util.Random;

/**
 * The way of a host's events to a collector's channel. The answer to a batch gets lost now and
 * then: the agent before the hop sends its last events again, cut into another batch.
 */
final class AvroHop {
  private static final int ANSWERS_PER_LOSS = 6;

  private final World world;
  private final String host;
  private final Random random;

  /**
   * @param random of its own: a life is the same with a hop and without, but for what comes again
   */
  AvroHop(World world, String host, Random random) {
    this.world = world;
    this.host = host;
    this.random = random;
  }

  /** Whether the channel behind it has room for the events. */
  boolean send(List<SentEvent> events) {
    if (!world.channel.put(events)) {
      return false;
    }
    if (!events.isEmpty() && random.nextInt(ANSWERS_PER_LOSS) == 0) {
      List<SentEvent> last = events.subList(random.nextInt(events.size()), events.size());
      if (world.channel.put(last)) {
        world.story.tell(host + ": " + last.size() + " events come again, the answer got lost");
      }
    }
    return true;
  }
}
