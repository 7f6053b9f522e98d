package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flume.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open files, transactions, the lock, and reports about progress. */
class LimitsTest {
  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory);
  }

  @Test
  void moreFilesThanMayBeOpen_areAllRead() throws IOException {
    rig.with(o -> o.maxOpenFiles = 3);
    for (int i = 0; i < 20; i++) {
      rig.append(i + ".log", "first " + i + "\n");
    }
    rig.start().settle();
    assertThat(rig.channel).hasSize(20);
    for (int i = 0; i < 20; i++) {
      rig.append(i + ".log", "second " + i + "\n");
    }
    rig.settle();

    assertThat(rig.channel).hasSize(40);
    assertThat(rig.stats.filesOpen.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void filesThatAreAllBehind_takeTurnsAtBeingOpen() throws IOException {
    rig.with(o -> o.maxOpenFiles = 1).with(o -> o.batchSize = 10);
    String much = "x".repeat(99) + "\n";
    rig.append("a.log", much.repeat(10_000)).append("b.log", "b\n").start();
    for (int i = 0; i < 50 && !rig.bodies().contains("b"); i++) {
      rig.append("a.log", much.repeat(3_000)).elapse(100);
    }

    assertThat(rig.bodies()).contains("b");
    rig.settle();
    assertThat(rig.header(PositionHeaders.OFFSET).stream().filter(offset -> !"0".equals(offset)))
        .doesNotHaveDuplicates();
  }

  @Test
  void batchLargerThanATransaction_isOfferedInParts() throws IOException {
    rig.with(o -> o.batchSize = 100).transactionCapacity = 30;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      lines.add("line " + i);
    }
    rig.append("a.log", String.join("\n", lines) + "\n").start().settle();

    assertThat(rig.bodies()).isEqualTo(lines);
    assertThat(rig.stats.channelRetries.get()).isZero();
  }

  @Test
  void channelWithRoomForAPartOnly_getsThatPart() throws IOException {
    rig.with(o -> o.batchSize = 100).roomForEvents = 37;
    rig.append("a.log", "x\n".repeat(100)).start().settle();
    assertThat(rig.channel).hasSizeBetween(30, 37);

    rig.roomForEvents = Integer.MAX_VALUE;
    rig.settle();
    assertThat(rig.channel).hasSize(100);
    assertThat(rig.header(PositionHeaders.OFFSET)).doesNotHaveDuplicates();
  }

  @Test
  void secondSourceWithTheSamePositionFile_isRefused() throws IOException {
    Path file = directory.resolve("p.json");
    try (PositionLock first = PositionLock.of(file)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> PositionLock.of(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("p.json is in use by another source")
          .hasMessageContaining("positionFile of its own");
    }
    PositionLock.of(file).close();
  }

  @Test
  void progressEvents_sayWhichFilesAreAtTheirEnd() throws IOException {
    rig.with(o -> o.progressMillis = 10_000).with(o -> o.idleTimeoutMillis = 25_000);
    rig.append("a.log", "one\ntw").start().elapse(12_000);

    assertThat(rig.bodies()).contains("one");
    Event report = lastReport();
    assertThat(report.getHeaders()).containsEntry(PositionHeaders.PROGRESS, "true");
    assertThat(report.getHeaders()).doesNotContainKey(PositionHeaders.FILE);
    JsonObject file = file(report);
    assertThat(rig.files()).contains(file.get("file").getAsString());
    assertThat(file.get("path").getAsString()).isEqualTo(rig.file("a.log").toString());
    assertThat(file.get("offset").getAsLong()).isEqualTo(4);
    assertThat(file.get("size").getAsLong()).isEqualTo(6);
    assertThat(file.get("state").getAsString()).isEqualTo("end");

    rig.append("a.log", "o\n").elapse(40_000);
    assertThat(file(lastReport()).get("state").getAsString()).isEqualTo("closed");
  }

  private Event lastReport() {
    List<Event> reports = reports();
    return reports.get(reports.size() - 1);
  }

  private List<Event> reports() {
    return rig.channel.stream()
        .filter(event -> event.getHeaders().containsKey(PositionHeaders.PROGRESS))
        .collect(Collectors.toList());
  }

  private static JsonObject file(Event report) {
    return files(report).get(0);
  }

  private static List<JsonObject> files(Event report) {
    String body = new String(report.getBody(), StandardCharsets.UTF_8);
    List<JsonObject> files = new ArrayList<>();
    JsonParser.parseString(body)
        .getAsJsonObject()
        .getAsJsonArray("files")
        .forEach(file -> files.add(file.getAsJsonObject()));
    return files;
  }

  @Test
  void manyFiles_areReportedInSeveralProgressEvents() throws IOException {
    rig.with(o -> o.progressMillis = 10_000);
    for (int i = 0; i < 250; i++) {
      rig.append(i + ".log", "x\n");
    }
    rig.start().elapse(9_000);
    rig.channel.clear();
    rig.elapse(2_000);

    assertThat(reports()).hasSize(3);
  }

  @Test
  void newFiles_areReportedBeforeTheFirstLineOfAny() throws IOException {
    rig.with(o -> o.progressMillis = 10_000).with(o -> o.batchSize = 1);
    for (int i = 0; i < 250; i++) {
      rig.append(i + ".log", "x\n");
    }
    rig.roomForEvents = 3; // the report that there are no files yet, and two of three
    rig.start().elapse(1_000);
    rig.roomForEvents = Integer.MAX_VALUE;
    rig.settle();

    int firstLine = rig.bodies().indexOf("x");
    List<String> reported = new ArrayList<>();
    for (Event report : rig.channel.subList(0, firstLine)) {
      files(report).forEach(file -> reported.add(file.get("state").getAsString()));
    }
    assertThat(reported).hasSize(250).containsOnly("behind");
    assertThat(rig.bodies()).filteredOn("x"::equals).hasSize(250);

    rig.channel.clear();
    rig.append("new.log", "y\n").settle();
    assertThat(rig.channel.get(0).getHeaders()).containsKey(PositionHeaders.PROGRESS);
    assertThat(rig.bodies()).endsWith("y");
  }

  @Test
  void restart_isReportedBeforeAnyLine() throws IOException {
    rig.with(o -> o.progressMillis = 10_000);
    rig.append("a.log", "one\n").start().settle().stop();
    rig.channel.clear();

    rig.append("a.log", "two\n").start().settle();

    assertThat(file(rig.channel.get(0)).get("state").getAsString()).isEqualTo("behind");
    assertThat(rig.bodies()).endsWith("two");
  }

  @Test
  void bytesBehind_areThoseNotInAnyEvent() throws IOException {
    rig.append("a.log", "one\ntw").start().settle();

    assertThat(rig.stats.bytesBehind.get()).isEqualTo(2);
    assertThat(rig.stats.filesTailed.get()).isEqualTo(1);
    assertThat(rig.stats.filesOpen.get()).isEqualTo(1);
  }
}
