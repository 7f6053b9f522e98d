package io.github.flumeaggregation.tool.parse;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.ConfFile;
import io.github.flumeaggregation.tool.conf.FormatOwner;
import io.github.flumeaggregation.tool.log.LineReader;
import io.github.flumeaggregation.tool.log.ParsedLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flume-aggregation parse}. */
@Command(
    name = "parse",
    header = "Shows the fields of each line of a log, or why a line is unparsed.",
    description = {
      "%nReads the logs (plain, or compressed by gzip) with the format of a sink or an interceptor."
          + " Of a line that is not of the format it says what is expected at which column.%n"
    },
    footer = {"%nEnds with 1 if a line is unparsed."},
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ParseCommand implements Callable<Integer> {
  @Option(
      names = "--conf",
      required = true,
      paramLabel = "CONF",
      description = "the configuration file")
  private Path conf = Paths.get("");

  @Option(names = "--agent", paramLabel = "NAME", description = "the agent, if there are several")
  private @Nullable String agent = null;

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      description =
          "the window sink, or the interceptor as SOURCE/INTERCEPTOR, if there are several")
  private @Nullable String sink = null;

  @Option(names = "--unparsed", description = "only the lines that do not parse")
  private boolean onlyUnparsed = false;

  @Option(names = "--json", description = "one JSON object for each line")
  private boolean json = false;

  @Parameters(arity = "1..*", paramLabel = "LOG", description = "the logs")
  private final List<Path> logs = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec = null;

  private long parsed;
  private long unparsed;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("made by something else than picocli");
    }
    PrintWriter out = spec.commandLine().getOut();
    ParsedLines lines = new ParsedLines(FormatOwner.settings(ConfFile.read(conf), agent, sink));
    for (Path log : logs) {
      read(log, lines, out);
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println((parsed + unparsed) + " lines: " + parsed + " parsed, " + unparsed + " unparsed");
    err.flush();
    return unparsed == 0 ? 0 : 1;
  }

  private void read(Path log, ParsedLines lines, PrintWriter out) {
    FieldsText text = json ? FieldsText.JSON : FieldsText.PLAIN;
    try (LineReader reader = new LineReader(log)) {
      for (long number = 1; reader.next() && !out.checkError(); number++) {
        if (!lines.parse(reader.bytes(), reader.length())) {
          unparsed++;
          out.println(text.unparsed(log, number, lines.whyNot(reader.bytes(), reader.length())));
        } else {
          parsed++;
          if (!onlyUnparsed) {
            out.println(text.parsed(log, number, lines.timeMillis(), lines.fields()));
          }
        }
      }
    }
  }
}
