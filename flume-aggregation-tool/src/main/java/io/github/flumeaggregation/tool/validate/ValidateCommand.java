package io.github.flumeaggregation.tool.validate;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.command.Streams;
import io.github.flumeaggregation.tool.conf.ConfFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flume-aggregation validate}. */
@Command(
    name = "validate",
    header = "Says what is wrong with a configuration, before an agent does.",
    description = {
      "%nReads .conf files as Flume does, makes each source, channel and sink, lets it read its"
          + " keys, and looks at how they go together: all faults at once, each with its line, the"
          + " key, the value, what is allowed, and the remedy. Nothing is started or written.%n",
      "Flume itself only logs such faults, leaves out the part that has them, and runs on.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "CONF", description = "configuration files")
  private final List<Path> files = new ArrayList<>();

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "only this agent of the files, the one that --name starts")
  private @Nullable String agent = null;

  @Option(
      names = "--elsewhere",
      description = "the agent runs on another machine: folders and ports of this one do not count")
  private boolean elsewhere = false;

  @Option(names = "--json", description = "one JSON array of all findings")
  private boolean json = false;

  @Mixin private final Streams streams = new Streams();

  @Override
  public Integer call() {
    Validation validation = new Validation(agent, elsewhere);
    JsonArray all = new JsonArray();
    boolean isSound = true;
    PrintWriter out = streams.out();
    for (Path file : files) {
      Findings findings = validation.of(ConfFile.read(file));
      isSound &= findings.count(Finding.Severity.ERROR) == 0;
      if (json) {
        addTo(all, file, findings);
      } else {
        print(out, file, findings);
      }
    }
    if (json) {
      out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(all));
    }
    out.flush();
    return isSound ? 0 : 1;
  }

  private void print(PrintWriter out, Path file, Findings findings) {
    for (Finding finding : findings.sorted()) {
      out.println(file + ":" + finding.line() + ": " + coloured(finding) + ": " + finding.text());
    }
    long errors = findings.count(Finding.Severity.ERROR);
    long advice = findings.count(Finding.Severity.ADVICE);
    out.println(
        file
            + ": "
            + (errors == 0 ? "no error" : errors == 1 ? "1 error" : errors + " errors")
            + (advice == 0 ? "" : advice == 1 ? ", 1 advice" : ", " + advice + " of advice"));
    if (!findings.dropped().isEmpty()) {
      out.println(
          "  An agent would start, and run without " + String.join(", ", findings.dropped()));
    }
  }

  private String coloured(Finding finding) {
    return finding.severity() == Finding.Severity.ERROR
        ? streams.coloured("error", Style.bold, Style.fg_red)
        : streams.coloured("advice", Style.fg_yellow);
  }

  private static void addTo(JsonArray all, Path file, Findings findings) {
    for (Finding finding : findings.sorted()) {
      JsonObject object = new JsonObject();
      object.addProperty("file", file.toString());
      object.addProperty("line", finding.line());
      object.addProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      object.addProperty("text", finding.text());
      all.add(object);
    }
  }
}
