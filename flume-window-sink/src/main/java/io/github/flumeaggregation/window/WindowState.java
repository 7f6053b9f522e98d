package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.alert.RuleAlerts;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.Manifest;
import io.github.flumeaggregation.window.state.RecoveredState;
import io.github.flumeaggregation.window.state.StateDirectory;
import io.github.flumeaggregation.window.state.StateException;
import io.github.flumeaggregation.window.state.StateLock;
import io.github.flumeaggregation.window.state.StateRename;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The command with which an operator looks into the state of a stopped sink, or starts over. See
 * docs/window-sink.md.
 */
public final class WindowState {
  private static final String USAGE =
      "usage: java -cp ... io.github.flumeaggregation.window.WindowState COMMAND\n"
          + "  show STATEDIR   prints what a stopped sink's state holds, and changes nothing\n"
          + "  export STATEDIR  prints the windows that are open now as rows and books, and changes"
          + " nothing\n"
          + "  reset STATEDIR  renames the state directory, so that the sink starts over; deletes"
          + " nothing; asks first, unless --yes follows\n"
          + "  rename STATEDIR node|sink NAME  makes it the state of that node, or of the sink of"
          + " that name";

  private static final String IDS =
      "A sink that starts over counts again what its channel delivers again, and begins revisions"
          + " at 1. The ids of its rows and books are the same as before, so windows that have been"
          + " delivered already may come again under the same ids with other values. Whoever keeps"
          + " rows by id then keeps a mixture of both. To prevent that, give the sink another"
          + " 'node', which is a part of each id, or delete the rows that were delivered.";

  private static final long LONGER_THAN_WINDOWS_MILLIS = TimeUnit.DAYS.toMillis(366);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Disk disk;
  private final LongSupplier wallMillis;
  private final InputStream in;
  private final PrintStream out;

  /**
   * For one call.
   *
   * @param disk where states are
   * @param wallMillis the wall clock, in milliseconds since the epoch
   * @param in what the operator answers
   */
  WindowState(Disk disk, LongSupplier wallMillis, InputStream in, PrintStream out) {
    this.disk = disk;
    this.wallMillis = wallMillis;
    this.in = in;
    this.out = out;
  }

  /** Exits with 0 if it was done, 1 if it could not be, 2 if it was called wrongly. */
  public static void main(String[] args) {
    System.exit(run(args, System.in, System.out, System.err));
  }

  /** Does what {@link #main} does, and returns what it exits with. */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return new WindowState(new Disk(), System::currentTimeMillis, in, out).run(args, err);
  }

  int run(String[] args, PrintStream err) {
    String command = args.length < 2 ? "" : args[0];
    boolean isSure = args.length == 3 && args[2].equals("--yes");
    try {
      if (command.equals("show") && args.length == 2) {
        show(new File(args[1]));
      } else if (command.equals("export") && args.length == 2) {
        export(new File(args[1]));
      } else if (command.equals("reset") && (args.length == 2 || isSure)) {
        return reset(new File(args[1]), isSure) ? 0 : 1;
      } else if (command.equals("rename") && args.length == 4) {
        StateRename.run(openExisting(new File(args[1])), args[2], args[3], out);
      } else {
        err.println(USAGE);
        return 2;
      }
      return 0;
    } catch (StateException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private void show(File directory) {
    try (StateDirectory opened = openExisting(directory)) {
      RecoveredState state = RecoveredState.inspect(opened);
      Job job = state.job();
      out.println("sink " + job.name + " on node " + job.node);
      out.println("lines " + state.engine().booksText());
      out.println("newest line " + time(state.engine().newestMillis()));
      out.println("results that wait to be delivered " + state.pendingRows().size());
      for (Map.Entry<String, WindowOperator> entry : state.byName().entrySet()) {
        WindowOperator aggregation = entry.getValue();
        out.println(
            "aggregation "
                + entry.getKey()
                + ": "
                + aggregation.slices()
                + " slices of time, "
                + aggregation.groups()
                + " groups in them, closed through "
                + time(aggregation.closedThroughMillis()));
      }
      for (RuleAlerts alert : state.engine().alerts().rules()) {
        out.println("alert " + alert.rule().name + ": " + alert.firing() + " fire");
      }
      out.println("made under the configuration");
      job.settings.forEach((key, value) -> out.println("  " + key + " = " + value));
    }
  }

  /** Closes all windows of a copy in memory, as if no line came any more. */
  private void export(File directory) {
    try (StateDirectory opened = openExisting(directory)) {
      WindowEngine engine = RecoveredState.inspect(opened).engine();
      if (engine.newestMillis() == Long.MIN_VALUE) {
        return;
      }
      engine.takeResults();
      engine.channelIdle(engine.newestMillis() + LONGER_THAN_WINDOWS_MILLIS, Integer.MAX_VALUE);
      for (OutboxRow row : engine.takeResults()) {
        if (!"alert".equals(row.headers().get("type"))) {
          out.write(row.body(), 0, row.body().length);
          out.write('\n');
        }
      }
      out.flush();
    }
  }

  private static String time(long millis) {
    return millis == Long.MIN_VALUE ? "none" : Instant.ofEpochMilli(millis).toString();
  }

  private boolean reset(File directory, boolean isSure) {
    Instant now = Instant.ofEpochMilli(wallMillis.getAsLong());
    File kept = new File(directory.getAbsolutePath() + ".reset-" + STAMP.format(now));
    // Under its lock: the state of a running sink must not be moved away.
    try (StateDirectory opened = openExisting(directory)) {
      out.println(IDS);
      if (!isSure && !isAnsweredYes()) {
        out.println("Nothing was done.");
        return false;
      }
      disk.rename(opened.directory(), kept);
      disk.forceDirectory(kept.getParentFile());
    } catch (IOException e) {
      throw new StateException("cannot rename " + directory + " to " + kept + " (" + e + ")", e);
    }
    out.println("The state is now in " + kept + "; the sink starts over with an empty one.");
    return true;
  }

  private boolean isAnsweredYes() {
    out.print("Start over? Type yes: ");
    out.flush();
    try (Scanner answer = new Scanner(in, "UTF-8")) {
      return answer.hasNextLine() && answer.nextLine().trim().equals("yes");
    }
  }

  private StateDirectory openExisting(File directory) {
    if (!new File(directory, StateLock.NAME).exists()
        && !new File(directory, Manifest.NAME).exists()) {
      throw new StateException(directory + " is not the state directory of a window sink");
    }
    return StateDirectory.openExisting(disk, directory);
  }
}
