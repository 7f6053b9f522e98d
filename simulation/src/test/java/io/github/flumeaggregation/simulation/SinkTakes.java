package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.core.confirm.SentMarkers;
import io.github.flumeaggregation.window.state.DurableEngine;
import java.util.ArrayList;
import java.util.List;

/** The sink takes a batch, makes it durable, and commits it to the channel, or dies before. */
final class SinkTakes implements Move {
  @Override
  public void happen(World world) {
    boolean dies = world.random.nextInt(12) == 0;
    int most = 1 + world.random.nextInt(30);
    world.sink.with(engine -> take(world, engine, most));
    if (dies && world.channel.isTaken()) {
      world.story.tell("and is killed before it commits them");
      world.sink.kill(MemoryDisk.Fate.KILL);
    }
    world.channel.commit();
  }

  /** One batch of many events, without any harm. */
  static void all(World world) {
    world.sink.with(engine -> take(world, engine, 100));
    world.channel.commit();
  }

  private static void take(World world, DurableEngine engine, int most) {
    if (engine.hasResultsLeft() || engine.outbox().isFull()) {
      engine.commit(world.sinkMillis()); // as the shell does, before it takes more
      return;
    }
    List<SentEvent> batch = world.channel.take(most);
    if (batch.isEmpty()) {
      return;
    }
    world.story.tell("the sink takes " + batch.size() + " events");
    world.news();
    world.ledger.begin(batch, world.sinkMillis());
    List<String> markers = new ArrayList<>();
    for (SentEvent event : batch) {
      String marker = SentMarkers.of(event.headers(), event.body());
      if (marker == null) {
        engine.add(event.headers(), event.body(), world.sinkMillis());
      } else {
        markers.add(marker);
      }
    }
    engine.commit(world.sinkMillis());
    world.ledger.taken();
    markers.forEach(marker -> SentMarkers.confirm(TailedHost.SINK, marker));
  }
}
