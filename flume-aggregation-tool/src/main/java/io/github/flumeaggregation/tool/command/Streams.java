package io.github.flumeaggregation.tool.command;

import io.github.flumeaggregation.core.Nullable;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command writes to; to be mixed into it. */
@Command // or picocli takes it for no mixin
public final class Streams {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command = null;

  private CommandLine commandLine() {
    if (command == null) {
      throw new IllegalStateException("made by something else than picocli");
    }
    return command.commandLine();
  }

  /** For the answer. */
  public PrintWriter out() {
    return commandLine().getOut();
  }

  /** For what is said about it. */
  public PrintWriter err() {
    return commandLine().getErr();
  }

  /** A text in styles such as {@code red} and {@code bold}, if the answer goes to a terminal. */
  public String coloured(String text, Ansi.Style... styles) {
    return commandLine().getColorScheme().ansi().enabled()
        ? Ansi.Style.on(styles) + text + Ansi.Style.off(styles)
        : text;
  }

  /** Whether the answer goes to a terminal. */
  public boolean isTerminal() {
    return commandLine().getColorScheme().ansi().enabled();
  }
}
