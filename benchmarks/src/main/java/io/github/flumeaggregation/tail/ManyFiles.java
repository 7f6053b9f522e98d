package io.github.flumeaggregation.tail;

import com.sun.management.OperatingSystemMXBean;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.tail.engine.Delivery;
import io.github.flumeaggregation.tail.engine.TailOptions;
import io.github.flumeaggregation.tail.engine.TailThread;
import io.github.flumeaggregation.tail.engine.Tailer;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import io.github.flumeaggregation.tail.watch.DirectoryWatch;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.ProcessHandles;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Prints what many files, folders or rotations cost the tail source's engine: the time of a start,
 * the processor's share while nothing happens, memory per file, how soon news is noticed. Not a JMH
 * benchmark: run it by its name.
 */
public final class ManyFiles {
  private static final long PATIENCE_NANOS = 600_000_000_000L;
  private static final int IDLE_SECONDS = 30;
  private static final String LINE = times("x", 99) + "\n";

  private final Path directory;
  private final Path positionFile;
  private final Map<String, String> settings = new HashMap<>();
  private List<FileGroup> groups = Collections.emptyList();
  private final TailStats stats = new TailStats();
  private final AtomicLong delivered = new AtomicLong();

  private ManyFiles(Path directory) {
    this.directory = directory;
    positionFile = directory.resolve("state/positions.json");
    settings.put("batchSize", "1000");
  }

  /**
   * Runs one of the measurements.
   *
   * @param args {@code files N beginning|end own|alike}, {@code folders N} or {@code rotations N}
   */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("many-files");
    ManyFiles many = new ManyFiles(directory);
    int count = Integer.parseInt(args[1]);
    try {
      switch (args[0]) {
        case "files":
          many.files(count, args[2], args[3].equals("alike"));
          break;
        case "folders":
          many.folders(count);
          break;
        default:
          many.rotations(count);
      }
    } finally {
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    }
  }

  private void files(int count, String startAt, boolean alike) throws Exception {
    for (int i = 0; i < count; i++) {
      String first = alike ? times(LINE, 11) : "";
      write("logs/" + i + ".log", first + "first line of file " + i + "\n" + times(LINE, 20));
    }
    settings.put("startAt", startAt);
    glob("logs/*.log");
    long lines = startAt.equals("end") ? 0 : count * (alike ? 32L : 21L);
    long before = usedBytes();
    measured(
        () -> delivered.get() == lines && known() >= count, "logs/0.log", "logs/new.log", before);
  }

  private static String times(String text, int times) {
    return String.join("", Collections.nCopies(times, text));
  }

  private long known() {
    try {
      String text = new String(Files.readAllBytes(positionFile), StandardCharsets.UTF_8);
      return text.split("\"inode\"", -1).length - 1L;
    } catch (IOException e) {
      return 0;
    }
  }

  private void folders(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Files.createDirectories(directory.resolve("logs/" + i / 1000 + "/" + i));
    }
    write("logs/0/0/a.log", LINE);
    glob("logs/**/*.log");
    long before = usedBytes();
    measured(() -> delivered.get() == 1, "logs/0/0/a.log", "logs/0/777/new.log", before);
  }

  private void measured(BooleanSupplier started, String old, String fresh, long before)
      throws Exception {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    TailThread thread = start();
    while (!started.getAsBoolean()) {
      Thread.sleep(50);
    }
    print("start: %.2f s, CPU %.2f s", seconds(start), (cpuNanos() - cpu) / 1e9);
    Thread.sleep(20_000);
    print("memory: %d KiB, files %d", (usedBytes() - before) >> 10, stats.filesTailed.get());
    cpu = cpuNanos();
    Thread.sleep(IDLE_SECONDS * 1_000L);
    print("quiet: %.2f%% of a core", (cpuNanos() - cpu) / 1e7 / IDLE_SECONDS);
    for (int i = 0; i < 3; i++) {
      print("a line in a known file: %.3f s", latency(old));
      print("a new file: %.3f s", latency(fresh + i));
      Thread.sleep(3_000);
    }
    cpu = cpuNanos();
    for (int i = 0; i < IDLE_SECONDS; i++) {
      write(fresh + ".tmp" + i, LINE);
      Thread.sleep(1_000);
    }
    print("one new name a second: %.2f%% of a core", (cpuNanos() - cpu) / 1e7 / IDLE_SECONDS);
    thread.stop();
  }

  private double latency(String name) throws Exception {
    long before = delivered.get();
    long start = System.nanoTime();
    write(name.endsWith(".log") ? name : name + ".log", LINE);
    await(() -> delivered.get() > before);
    return seconds(start);
  }

  private void rotations(int count) throws Exception {
    glob("logs/a.log*");
    write("logs/a.log", LINE);
    TailThread thread = start();
    long most = 0;
    for (int i = 0; i < count; i++) {
      long expected = i + 1L;
      await(() -> delivered.get() >= expected);
      Path log = directory.resolve("logs/a.log");
      Files.move(log, directory.resolve("logs/a.log.1"), StandardCopyOption.REPLACE_EXISTING);
      write("logs/a.log", LINE);
      most = Math.max(most, stats.filesOpen.get());
      if ((i + 1) % (count / 10) == 0) {
        print(
            "%d rotations: files %d, open %d, most %d, process %d, memory %d KiB",
            i + 1,
            stats.filesTailed.get(),
            stats.filesOpen.get(),
            most,
            ProcessHandles.SYSTEM.open(),
            usedBytes() >> 10);
      }
    }
    await(() -> delivered.get() == count + 1L);
    thread.stop();
  }

  private TailThread start() throws IOException {
    DirectoryWatch watch = DirectoryWatch.open();
    Delivery delivery = (batch, events) -> delivered.addAndGet(events);
    Instruments instruments =
        new Instruments(
            Time.SYSTEM, stats, watch == null ? FileEvents.NONE : watch, ProcessHandles.SYSTEM);
    Tailer tailer = new Tailer(options(), "host", delivery, instruments);
    tailer.load();
    TailThread thread = new TailThread("tail", tailer, watch, Time.SYSTEM, () -> {}, () -> {});
    thread.start();
    return thread;
  }

  private TailOptions options() {
    return new TailOptions(Settings.of("ManyFiles", settings), groups, positionFile, null);
  }

  private void glob(String glob) {
    PathPattern pattern = PathPattern.glob(directory + "/" + glob);
    groups =
        Collections.singletonList(
            new FileGroup("paths", Collections.singletonList(pattern), Collections.emptyMap()));
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        text.getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("waited in vain");
      }
      Thread.sleep(1);
    }
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
