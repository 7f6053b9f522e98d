package io.github.flumeaggregation.simulation;

/** A source reads on in a log, and puts it into the channel if there is room; it may save that. */
final class SendsLines implements Move {
  @Override
  public void happen(World world) {
    LogFile log = world.any(world.any(world.hosts).logs);
    int count = Math.min(1 + world.random.nextInt(20), log.lines.size() - log.delivered);
    if (count == 0) {
      return;
    }
    boolean put = log.host.send(Sending.events(world, log, log.delivered, count));
    world.story.tell(
        "%d lines of %s from %d on %s"
            .formatted(count, log.id, log.delivered, put ? "are sent" : "find no room"));
    if (put) {
      log.delivered += count;
      world.news();
    }
    if (world.random.nextBoolean()) {
      log.saved = log.delivered;
    }
  }
}
