package io.github.flumeaggregation.tool.parse;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.command.ConfChoice;
import io.github.flumeaggregation.tool.command.Streams;
import io.github.flumeaggregation.tool.conf.FormatOwner;
import io.github.flumeaggregation.tool.log.FieldsText;
import io.github.flumeaggregation.tool.log.LineReader;
import io.github.flumeaggregation.tool.log.ParsedLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  @Mixin private final ConfChoice choice = new ConfChoice();

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

  @Mixin private final Streams streams = new Streams();

  private long parsed;
  private long unparsed;

  @Override
  public Integer call() {
    PrintWriter out = streams.out();
    ParsedLines lines = new ParsedLines(FormatOwner.settings(choice.read(), choice.agent(), sink));
    for (Path log : logs) {
      read(log, lines, out);
    }
    out.flush();
    PrintWriter err = streams.err();
    long all = parsed + unparsed;
    String read = all == 1 ? "1 line: " : all + " lines: ";
    err.println(read + parsed + " parsed, " + unparsed + " unparsed");
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
