package io.github.flumeaggregation.tool.state;

import io.github.flumeaggregation.window.WindowState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flume-aggregation state}. */
@Command(
    name = "state",
    header = "Shows the state of a stopped window sink, starts over, or moves it.",
    description = "%nThe sink must be stopped; a state that is in use is refused.%n",
    mixinStandardHelpOptions = true)
public final class StateCommand {
  private static int run(String... arguments) {
    return WindowState.run(arguments, System.in, System.out, System.err);
  }

  /** Prints what the state holds, and changes nothing. */
  @Command(name = "show", description = "prints what the state holds, and changes nothing")
  int show(@Parameters(paramLabel = "STATEDIR") String directory) {
    return run("show", directory);
  }

  /** Prints the windows that are open as rows. */
  @Command(
      name = "export",
      description = "prints the windows that are open now as rows and books, and changes nothing")
  int export(@Parameters(paramLabel = "STATEDIR") String directory) {
    return run("export", directory);
  }

  /** Renames the state directory, so that the sink starts over. */
  @Command(
      name = "reset",
      description = "renames the state directory, so that the sink starts over; deletes nothing")
  int reset(
      @Parameters(paramLabel = "STATEDIR") String directory,
      @Option(names = "--yes", description = "does not ask first") boolean isSure) {
    List<String> arguments = new ArrayList<>(Arrays.asList("reset", directory));
    if (isSure) {
      arguments.add("--yes");
    }
    return run(arguments.toArray(new String[0]));
  }

  /** Makes it the state of another node or sink. */
  @Command(
      name = "rename",
      description = "makes it the state of that node, or of the sink of that name")
  int rename(
      @Parameters(paramLabel = "STATEDIR") String directory,
      @Parameters(paramLabel = "node|sink") String what,
      @Parameters(paramLabel = "NAME") String name) {
    return run("rename", directory, what, name);
  }
}
