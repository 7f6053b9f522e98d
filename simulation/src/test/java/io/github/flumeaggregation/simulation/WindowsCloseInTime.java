package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.time.Instant;
import java.util.Map;

/**
 * Where no file is ever taken for idle, a window closes when the slowest file has passed its end by
 * {@code maxOutOfOrder}, not before, and not only in the end.
 */
final class WindowsCloseInTime implements Law {
  @Override
  public void onTheWay(World world) {
    for (OutboxRow row : world.consumer.takeNew()) {
      long end = Long.parseLong(row.headers().getOrDefault("window.end", "0"));
      if (world.setup.exactTime && end > world.ledger.watermark()) {
        throw new AssertionError(
            "the window through %s was closed at %s"
                .formatted(
                    Instant.ofEpochMilli(end), Instant.ofEpochMilli(world.ledger.watermark())));
      }
    }
  }

  /** To be called when all lines were taken, but before the channel is called idle. */
  static void allAreClosed(World world) {
    if (!world.setup.exactTime) {
      return;
    }
    // Sessions are final in steps of their gap: what the horizon passes within a batch may wait.
    boolean sessions = world.setup.window.startsWith("session");
    long through = sessions ? world.ledger.reached() : world.ledger.watermark();
    Map<String, String> said = world.consumer.finallySaid();
    for (String window : world.setup.expected(world.ledger).keySet()) {
      long end = Instant.parse(window.substring(window.indexOf('/') + 1)).toEpochMilli();
      if (end <= through && !said.containsKey(window)) {
        throw new AssertionError(window + " is still open");
      }
    }
  }
}
