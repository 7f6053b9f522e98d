package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.flumeaggregation.window.row.Events;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flume.Context;
import org.apache.flume.Transaction;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.conf.Configurables;
import org.apache.flume.event.EventBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink with {@code files.path}, as Flume runs it. */
class WindowSinkFilesTest {
  private static final String NAME = "WindowSinkFilesTest";

  private final MemoryChannel input = new MemoryChannel();
  private final WindowSink sink = new WindowSink();

  @TempDir Path dir;

  @BeforeEach
  void start() {
    input.setName("input");
    Configurables.configure(input, new Context(java.util.Map.of("keep-alive", "0")));
    input.start();
    sink.setName(NAME);
    sink.setChannel(input);
  }

  private void start(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("idleTimeout", "0ms", "stateDir", dir.resolve("state").toString()));
    settings.addAll(List.of(more));
    Configurables.configure(sink, new Context(Events.settings(settings.toArray(String[]::new))));
    sink.start();
  }

  @AfterEach
  void stop() {
    sink.stop();
    input.stop();
  }

  private void process(long offset, String line) throws Exception {
    Transaction transaction = input.getTransaction();
    transaction.begin();
    input.put(EventBuilder.withBody(bytes(line), position("f", offset, line)));
    transaction.commit();
    transaction.close();
    sink.process();
    sink.process();
  }

  private List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(dir.resolve("rows"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        rows.addAll(Files.readAllLines(file));
      }
    }
    return rows;
  }

  private String[] files() {
    return new String[] {
      "files.path", dir.resolve("rows").toUri().toString(),
      "files.format", "json",
      "files.rollInterval", "10ms"
    };
  }

  @Test
  void rows_becomeFilesAndNoResultSourceGetsThem() throws Exception {
    start(files());
    process(0, line(0, 200, 7));

    await().until(() -> new File(dir.toFile(), "rows").exists() && rows().size() == 3);
    assertThat(Outboxes.find(NAME, null).claim(new Object())).isFalse();
    await().until(() -> Outboxes.find(NAME, null).size() == 0);
    assertThat(org.apache.flume.instrumentation.util.JMXPollUtil.getAllMBeans().get("SINK." + NAME))
        .containsEntry("FileFailures", "0")
        .hasEntrySatisfying("FilesWritten", n -> assertThat(Long.parseLong(n)).isPositive());
  }

  @Test
  void folderThatCannotBeWritten_isTriedAgainUntilItCan() throws Exception {
    Files.createFile(dir.resolve("rows"));
    start(files());
    process(0, line(0, 200, 7));
    await().until(() -> monitored("FileFailures") > 0);
    assertThat(Outboxes.find(NAME, null).size()).as("nothing is lost").isEqualTo(3);

    Files.delete(dir.resolve("rows"));

    await().until(() -> new File(dir.toFile(), "rows").exists() && rows().size() == 3);
  }

  private static long monitored(String attribute) {
    return Long.parseLong(
        org.apache.flume.instrumentation.util.JMXPollUtil.getAllMBeans()
            .get("SINK." + NAME)
            .get(attribute));
  }

  @Test
  void sinkStoppedBeforeTheInterval_keepsItsRowsForTheNextStart() throws Exception {
    start("files.path", dir.resolve("rows").toUri().toString(), "files.format", "json");
    process(0, line(0, 200, 7));
    await().until(() -> Outboxes.find(NAME, null).size() == 3);
    sink.stop();
    assertThat(Outboxes.find(NAME, null)).isNull();

    start(files());

    await().until(() -> rows().size() == 3);
  }
}
