package io.github.flumeaggregation.tool;

import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.runtime.StartReport;
import io.github.flumeaggregation.tool.check.TestCommand;
import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.conf.ConfException;
import io.github.flumeaggregation.tool.explain.ExplainCommand;
import io.github.flumeaggregation.tool.guess.GuessCommand;
import io.github.flumeaggregation.tool.log.LogException;
import io.github.flumeaggregation.tool.parse.ParseCommand;
import io.github.flumeaggregation.tool.replay.ReplayCommand;
import io.github.flumeaggregation.tool.state.StateCommand;
import io.github.flumeaggregation.tool.validate.ValidateCommand;
import io.github.flumeaggregation.tool.verify.VerifyCommand;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** Checks and tries configurations of Flume Aggregation without an agent. */
@Command(
    name = "flume-aggregation",
    header = "Checks and tries configurations of Flume Aggregation without an agent.",
    mixinStandardHelpOptions = true,
    versionProvider = FlumeAggregation.Version.class,
    subcommands = {
      ValidateCommand.class,
      ExplainCommand.class,
      GuessCommand.class,
      ParseCommand.class,
      ReplayCommand.class,
      TestCommand.class,
      VerifyCommand.class,
      StateCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:the answer is no", "2:wrong use"})
public final class FlumeAggregation {
  private FlumeAggregation() {}

  /** The version of the archive that this belongs to. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Flume Aggregation " + StartReport.version()};
    }
  }

  /** The command line with its subcommands, which a test may give other streams. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new FlumeAggregation());
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionExceptionHandler(
        (exception, command, result) -> {
          if (!isForPeople(exception)) {
            throw exception;
          }
          PrintWriter err = command.getErr();
          err.println(command.getCommandName() + ": " + exception.getMessage());
          err.flush();
          return CommandLine.ExitCode.USAGE;
        });
    return commandLine;
  }

  private static boolean isForPeople(Exception exception) {
    return exception instanceof CommandException
        || exception instanceof ConfException
        || exception instanceof LogException
        || exception instanceof SettingsException;
  }

  /** Runs the command that the arguments name. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }
}
