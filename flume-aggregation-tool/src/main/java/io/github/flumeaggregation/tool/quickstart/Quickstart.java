package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Shows what a stock agent makes of somebody's access logs. The script {@code ./quickstart} builds
 * what is needed, and says by system properties where it is.
 */
public final class Quickstart {
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_WRONG_USE = 2;

  private final Path project = Paths.get(System.getProperty("quickstart.project"));
  private final Path runs = Paths.get(System.getProperty("quickstart.runs"));
  private final Path tarball = Paths.get(System.getProperty("quickstart.tarball"));
  private final Path stockLib = Paths.get(System.getProperty("quickstart.stockLib"));
  private final PrintStream out;

  private volatile @Nullable RunFolder folder;
  private volatile @Nullable Agent agent;

  /** Whether the files of the run are of use to anybody, as those of an interrupted one are not. */
  private volatile boolean isKept;

  private volatile boolean isEnding;

  private Quickstart(PrintStream out) {
    this.out = out;
  }

  /** Exits with 0 if the books balance, 1 if it cannot go on, 2 if it is called wrongly. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Options options;
    try {
      options = Options.parse(Arrays.asList(arguments));
    } catch (QuickstartException e) {
      err.println("quickstart: " + e.getMessage());
      System.exit(EXIT_WRONG_USE);
      return;
    }
    Quickstart quickstart = new Quickstart(out);
    Runtime.getRuntime().addShutdownHook(new Thread(quickstart::end));
    try {
      quickstart.run(options);
      quickstart.isKept = true;
    } catch (QuickstartException e) {
      quickstart.fail(err, e);
    }
  }

  /** An interrupted run fails as well, since its agent ends; its user knows. */
  private void fail(PrintStream err, QuickstartException failure) {
    if (!isEnding) {
      isKept = true;
      err.println("quickstart: " + failure.getMessage());
      System.exit(EXIT_FAILURE);
    }
  }

  private static PrintStream utf8(FileDescriptor to) throws IOException {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8.name());
  }

  private void run(Options options) throws IOException, InterruptedException, QuickstartException {
    List<LogFile> logs = logs(options);
    List<byte[]> sample = sample(logs);
    LogFormat format = KnownFormats.choose(options.format, sample);
    List<String> by = by(options, format);
    if (options.format == null && !format.name.equals("combined")) {
      out.println(guessed(format, sample, by));
    }
    RunFolder run = options.dir == null ? RunFolder.below(runs) : RunFolder.at(options.dir);
    folder = run;
    if (options.watch) {
      watch(run, logs, new AgentConf(format, by, "1m"), options.logs.isEmpty());
      return;
    }
    write(run.path, logs, new AgentConf(format, by, LogSpan.totalsEvery(logs, format)));
    Rows rows = new Rows(run.path.resolve("rows"));
    long lines = logs.stream().mapToLong(log -> log.lines).sum();
    out.println("Starting a stock Flume agent on " + lines + " lines");
    Agent started = Agent.start(run.path, tarball, stockLib);
    agent = started;
    new Drain(rows, lines, out::println).await(started);
    Agent.stop(started);
    agent = null;
    rows.refresh();
    report(options, new Facts(logs, format, by, rows, run.path));
  }

  /** Does not end by itself. The sample is written as if it came now. */
  private void watch(RunFolder run, List<LogFile> logs, AgentConf conf, boolean isSample)
      throws IOException, InterruptedException, QuickstartException {
    SlowWriter writer = null;
    if (isSample) {
      List<String> sample = Files.readAllLines(logs.get(0).path, StandardCharsets.ISO_8859_1);
      Path log = run.path.resolve("logs/sample.log");
      writer = new SlowWriter(sample, log, System.currentTimeMillis());
      write(run.path, Collections.emptyList(), conf.live());
    } else {
      write(run.path, logs, conf);
    }
    out.println("Starting a stock Flume agent that runs on");
    Agent started = Agent.start(run.path, tarball, stockLib, Watch.AGENT_OPTIONS);
    agent = started;
    new Watch(writer, out::println).run(started);
  }

  private List<LogFile> logs(Options options) throws IOException, QuickstartException {
    List<Path> paths =
        options.logs.isEmpty()
            ? Collections.singletonList(project.resolve("examples/data/access.log"))
            : options.logs;
    List<LogFile> logs = new ArrayList<>();
    for (Path path : paths) {
      LogFile log = LogFile.read(path);
      for (LogFile other : logs) {
        if (Files.isSameFile(other.path, path)) {
          throw new QuickstartException(
              "'" + other.path + "' and '" + path + "' are the same file");
        }
      }
      if (log.hasUnfinishedLine) {
        out.println("Note: the last line of '" + path + "' has no end yet, so it is not counted.");
      }
      logs.add(log);
    }
    return logs;
  }

  private static List<byte[]> sample(List<LogFile> logs) throws QuickstartException {
    List<byte[]> sample = new ArrayList<>();
    logs.forEach(log -> sample.addAll(log.head));
    if (sample.isEmpty()) {
      throw new QuickstartException("there is no complete line in the logs");
    }
    return sample;
  }

  private static String guessed(LogFormat format, List<byte[]> sample, List<String> by) {
    return "Note: no --format is given. "
        + format.parsed(sample)
        + " of the first "
        + sample.size()
        + " lines are read as "
        + format.name
        + " ("
        + format.settings
        + "), and ranked by "
        + String.join(", ", by)
        + ".";
  }

  private static List<String> by(Options options, LogFormat format) throws QuickstartException {
    String fields = options.by == null ? format.path : options.by;
    if (fields == null) {
      throw new QuickstartException(
          "lines of this format have no field that looks like a path: name one by --by FIELD");
    }
    List<String> by = Arrays.asList(fields.trim().split("[ ,]+"));
    format.require(by);
    return by;
  }

  /** The logs are linked, not copied, under names that need no quoting. */
  private void write(Path run, List<LogFile> logs, AgentConf conf) throws IOException {
    for (int i = 0; i < logs.size(); i++) {
      Files.createSymbolicLink(
          run.resolve("logs/" + (i + 1) + ".log"), logs.get(i).path.toAbsolutePath());
    }
    List<String> template = Files.readAllLines(project.resolve("examples/quickstart.conf"));
    Files.write(run.resolve("quickstart.conf"), conf.applyTo(template));
  }

  private void report(Options options, Facts facts) throws IOException, QuickstartException {
    out.println();
    if (options.rows) {
      facts.rows.all().forEach(out::println);
      out.println();
    }
    TextReport.of(facts).forEach(out::println);
    if (options.html != null) {
      Files.write(options.html, HtmlReport.of(facts).getBytes(StandardCharsets.UTF_8));
      out.println("          " + options.html);
    }
    if (!facts.booksBalance() || facts.rows.lines("read") < facts.lines()) {
      throw new QuickstartException("the books do not balance; the rows are in " + facts.run);
    }
  }

  /** Also when the user interrupts: no agent is left behind, and nothing that is of no use. */
  private void end() {
    isEnding = true;
    boolean keep = isKept;
    Agent.stop(agent);
    RunFolder used = folder;
    if (used == null) {
      return;
    }
    try {
      used.close();
      if (keep) {
        used.tidy();
      } else {
        used.discard();
      }
    } catch (IOException e) {
      out.println("quickstart: could not tidy up " + used.path + ": " + e);
    }
  }
}
