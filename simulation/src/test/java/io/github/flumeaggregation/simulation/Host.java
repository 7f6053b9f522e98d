package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** A machine with logs, and a clock that may be wrong. */
final class Host {
  final String name;
  final List<LogFile> logs = new ArrayList<>();
  final SimulatedInterceptor interceptor;
  private final Predicate<List<SentEvent>> way;
  long clockOffsetMillis;

  Host(World world, String name, long seed) {
    this.name = name;
    Random random = new Random(~seed);
    boolean hops = seed < 0 && !world.channel.isInMemory() && random.nextBoolean();
    way = hops ? new AvroHop(world, name, random)::send : world.channel::put;
    interceptor = new SimulatedInterceptor(world, this, seed);
  }

  /** Sends events through the interceptor; whether the channel has room for what is left. */
  boolean send(List<SentEvent> events) {
    return way.test(interceptor.intercept(events));
  }

  LogFile newLog() {
    LogFile log = new LogFile(this, name + ":1:" + logs.size() + ":n");
    logs.add(log);
    return log;
  }

  /** Its agent dies: it goes back to what it has saved, and its interceptor knows nothing. */
  void crash() {
    interceptor.start();
    logs.forEach(log -> log.delivered = log.saved);
  }
}
