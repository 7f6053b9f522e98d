package io.github.flumeaggregation.simulation;

/** An Avro hop whose answer was lost sends the last lines again, in other events. */
final class SendsAgain implements Move {
  @Override
  public void happen(World world) {
    LogFile log = world.any(world.any(world.hosts).logs);
    int count = Math.min(1 + world.random.nextInt(20), log.delivered);
    int from = log.delivered - count;
    if (count > 0 && log.host.send(Sending.events(world, log, from, count))) {
      world.story.tell("%d lines of %s from %d on are sent again".formatted(count, log.id, from));
      world.news();
    }
  }
}
