package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.engine.SaidRows;
import io.github.flumeaggregation.window.engine.WindowModel;
import io.github.flumeaggregation.window.row.Events;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The configuration of one life: what stays the same in it, and what a restart may change. */
final class Setup {
  private static final List<String> WINDOWS =
      List.of(
          "tumbling 60s",
          "tumbling 7s",
          "sliding 180s every 60s",
          "sliding 25s every 10s",
          "sliding 60s every 7s",
          "calendar day in Asia/Kathmandu",
          "total every 60s",
          "total every 3600s",
          "cumulative 60s every 10s",
          "cumulative 3600s every 600s",
          "cumulative 86400s every 21600s in Asia/Kathmandu",
          "session 30s max 300s",
          "session 100s");

  private static final List<String> BY_HASH = SaidRows.groupsByHash();

  /** For how long the alert on a session goes on. */
  static final long KEEP_FIRING_MILLIS = 120_000;

  private static final long NEVER_IDLE_SECONDS = 86_400_000;

  final String window;
  final boolean filtered;
  final boolean grouped;
  final WindowModel.Limits limits;
  final long outOfOrderSeconds;
  final long latenessSeconds;
  final Map<String, String> fixed;

  /** Whether no file is taken for idle: then the documentation says exactly which line is late. */
  final boolean exactTime;

  final boolean memoryChannel;
  final int hosts;
  final int aheadBytes;
  final int snapshotEveryBytes;

  /** From how many lines of a group on its alert fires; 0: there is none. */
  final int alertFrom;

  /** How many read lines; more than one in few lives, since they wait for each other. */
  final int threads;

  final long reviseEverySeconds;

  /** Whether rows leave as files from the beginning. */
  final boolean rowsAreFiles;

  /** Whether logs are real files. If the channel is in memory then, positions are confirmed. */
  final boolean hasFiles;

  Setup(Random random, boolean hasFiles) {
    this.hasFiles = hasFiles;
    window = WINDOWS.get(random.nextInt(WINDOWS.size()));
    filtered = random.nextBoolean();
    grouped = random.nextInt(4) > 0;
    int top = random.nextInt(3) == 0 ? 2 : 100;
    boolean sessions = window.startsWith("session");
    int maxGroups = random.nextInt(3) == 0 && !sessions ? 1 + random.nextInt(4) : 100;
    limits = new WindowModel.Limits(top, grouped ? maxGroups : 1, BY_HASH);
    exactTime = random.nextBoolean();
    outOfOrderSeconds = random.nextInt(3) * 20L;
    latenessSeconds = exactTime ? List.of(0, 30, 600, 86_400).get(random.nextInt(4)) : 400 * 86_400;
    memoryChannel = random.nextInt(hasFiles ? 2 : 3) == 0;
    hosts = 1 + random.nextInt(3);
    aheadBytes = 500 + random.nextInt(4_000);
    snapshotEveryBytes = 1_000 + random.nextInt(20_000);
    alertFrom = random.nextBoolean() ? 0 : 1 + random.nextInt(4);
    reviseEverySeconds = List.of(0, 10, 600).get(random.nextInt(3));
    threads = random.nextInt(10) == 0 ? 3 : 1;
    rowsAreFiles = random.nextInt(3) == 0;
    fixed = settings(top, maxGroups);
    if (sessions) {
      fixed.remove("aggregations.traffic.top"); // they are not ranked
    }
  }

  private Map<String, String> settings(int top, int maxGroups) {
    Map<String, String> settings =
        Events.settings(
            "stateDir",
            "/var/state",
            "aggregations.traffic.window",
            window,
            "aggregations.traffic.compute",
            WindowModel.COMPUTE,
            "maxOutOfOrder",
            outOfOrderSeconds + "s",
            "allowedLateness",
            latenessSeconds + "s",
            "reviseEvery",
            reviseEverySeconds + "s",
            "idleTimeout",
            (exactTime ? NEVER_IDLE_SECONDS : 30) + "s");
    if (grouped) {
      settings.put("aggregations.traffic.top", top + " by count");
      settings.put("aggregations.traffic.maxGroups", "" + maxGroups);
    } else {
      settings.remove("aggregations.traffic.groupBy");
    }
    if (filtered) {
      settings.put("aggregations.traffic.where", "status != 203");
    }
    if (alertFrom > 0) {
      settings.put("alerts", "busy");
      settings.put("alerts.busy.on", "traffic");
      settings.put("alerts.busy.when", "count >= " + alertFrom);
      settings.put("alerts.busy.maxAge", "off");
      if (window.startsWith("session")) {
        settings.put("alerts.busy.keepFiringFor", KEEP_FIRING_MILLIS + "ms");
      }
    }
    return settings;
  }

  /** From the end of a window to that of the next; 0 of totals, which stay without lines. */
  long stepMillis() {
    if (window.startsWith("total")) {
      return 0;
    }
    if (window.startsWith("calendar")) {
      return TimeUnit.DAYS.toMillis(1);
    }
    String[] words = window.split(" ");
    String step = words.length > 3 ? words[3] : words[1];
    return 1_000 * Long.parseLong(step.replace("s", ""));
  }

  Ledger newLedger() {
    return new Ledger(outOfOrderSeconds * 1000, latenessSeconds * 1000);
  }

  /** What the documentation says of the lines in a ledger. */
  Map<String, String> expected(Ledger ledger) {
    return ledger.model().windows(window, filtered, grouped, limits);
  }

  @Override
  public String toString() {
    return window
        + (grouped ? " by status, " + limits.top() + " of " + limits.maxGroups() : "")
        + (filtered ? ", filtered" : "")
        + ", out of order by "
        + outOfOrderSeconds
        + " s, late by "
        + latenessSeconds
        + " s, files are "
        + (exactTime ? "never idle" : "idle after 30 s")
        + (memoryChannel ? ", channel in memory" : ", channel in files")
        + ", hosts: "
        + hosts
        + (hasFiles ? ", with files" : "")
        + (threads == 1 ? "" : ", threads: " + threads)
        + (alertFrom == 0 ? "" : ", alert when count >= " + alertFrom)
        + (reviseEverySeconds == 0 ? "" : ", revised every " + reviseEverySeconds + " s");
  }
}
