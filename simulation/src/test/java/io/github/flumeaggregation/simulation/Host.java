package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;

/** A machine with logs, and a clock that may be wrong. */
final class Host {
  final String name;
  final List<LogFile> logs = new ArrayList<>();
  final SimulatedInterceptor interceptor;
  private final SimulatedChannel channel;
  long clockOffsetMillis;

  Host(World world, String name, long seed) {
    this.name = name;
    channel = world.channel;
    interceptor = new SimulatedInterceptor(world, this, seed);
  }

  /** Sends events through the interceptor; whether the channel has room for what is left. */
  boolean send(List<SentEvent> events) {
    return channel.put(interceptor.intercept(events));
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
