package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.awaitility.Awaitility.await;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.Disk;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flume.Context;
import org.apache.flume.Transaction;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.conf.Configurables;
import org.apache.flume.event.EventBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An {@code Error} in a thread of the sink's own: the thread lives on, and the rows get out. */
class DyingThreadsTest {
  /** So fast a clock that the seconds until a state is opened again last milliseconds. */
  private static final int HASTE = 100;

  @TempDir Path directory;

  /** Throws when a thread of that name forces a file. */
  private static final class ErrorDisk extends Disk {
    private final String thread;
    private final AtomicInteger errorsLeft = new AtomicInteger(1);

    ErrorDisk(String thread) {
      this.thread = thread;
    }

    @Override
    public Output open(File path) throws IOException {
      return new FileOutput(path) {
        @Override
        public void force() throws IOException {
          if (Thread.currentThread().getName().endsWith(thread)
              && errorsLeft.getAndDecrement() > 0) {
            throw new OutOfMemoryError("test");
          }
          super.force();
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-files", "-timer"})
  void error_endsNoThreadForGood(String thread) {
    ErrorDisk disk = new ErrorDisk(thread);
    WindowSink sink =
        new WindowSink(disk, System::currentTimeMillis, () -> HASTE * System.nanoTime());
    MemoryChannel input = new MemoryChannel();
    input.setName("input");
    Configurables.configure(input, new Context(Map.of("keep-alive", "0")));
    input.start();
    sink.setName("DyingThreadsTest");
    sink.setChannel(input);
    Path rows = directory.resolve("rows");
    Configurables.configure(
        sink,
        new Context(
            Events.settings(
                "idleTimeout", "0ms",
                "stateDir", directory.resolve("state").toString(),
                "files.path", rows.toUri().toString(),
                "files.format", "json",
                "files.rollInterval", "10ms")));
    sink.start();
    try {
      put(input, 0);
      awaitWhileItRuns(sink, () -> disk.errorsLeft.get() <= 0 && rows(rows) == 1);
      put(input, 600);
      awaitWhileItRuns(sink, () -> rows(rows) == 2);
    } finally {
      sink.stop();
      input.stop();
    }
  }

  private static void awaitWhileItRuns(WindowSink sink, BooleanSupplier condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              sink.process(); // as Flume does
              return condition.getAsBoolean();
            });
  }

  private static void put(MemoryChannel input, long second) {
    String line = line(second, 200, 7);
    Transaction transaction = input.getTransaction();
    transaction.begin();
    input.put(EventBuilder.withBody(bytes(line), position("f", second * 1000, line)));
    transaction.commit();
    transaction.close();
  }

  private static long rows(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      long rows = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        if (!file.toString().contains("/_")) {
          String text = Files.readString(file);
          rows += text.split("\"type\":\"row\"", -1).length - 1;
        }
      }
      return rows;
    } catch (IOException | UncheckedIOException e) {
      return 0; // moved meanwhile
    }
  }
}
