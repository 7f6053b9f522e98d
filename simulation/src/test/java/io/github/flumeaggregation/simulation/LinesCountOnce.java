package io.github.flumeaggregation.simulation;

/** Each line was counted, or was in the memory of an agent that died. Once: {@link Ledger}. */
final class LinesCountOnce implements Law {
  @Override
  public void onTheWay(World world) {
    world.sink.peek(engine -> world.ledger.check(SimulatedSink.books(engine)));
  }

  @Override
  public void inTheEnd(World world) {
    for (Host host : world.hosts) {
      for (LogFile log : host.logs) {
        for (Line line : log.lines) {
          if (!world.ledger.has(line) && !world.mayBeLost.contains(line.place())) {
            throw new AssertionError(line.place() + " was never taken");
          }
        }
      }
    }
  }
}
