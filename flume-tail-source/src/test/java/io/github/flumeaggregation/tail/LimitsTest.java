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

    assertThat(rig.channel).hasSize(2);
    Event report = rig.channel.get(1);
    assertThat(report.getHeaders()).containsEntry(PositionHeaders.PROGRESS, "true");
    assertThat(report.getHeaders()).doesNotContainKey(PositionHeaders.FILE);
    JsonObject file = file(report);
    assertThat(file.get("file").getAsString()).isEqualTo(rig.files().get(0));
    assertThat(file.get("path").getAsString()).isEqualTo(rig.file("a.log").toString());
    assertThat(file.get("offset").getAsLong()).isEqualTo(4);
    assertThat(file.get("size").getAsLong()).isEqualTo(6);
    assertThat(file.get("state").getAsString()).isEqualTo("end");

    rig.append("a.log", "o\n").elapse(40_000);
    assertThat(file(rig.channel.get(rig.channel.size() - 1)).get("state").getAsString())
        .isEqualTo("closed");
  }

  private static JsonObject file(Event report) {
    String body = new String(report.getBody(), StandardCharsets.UTF_8);
    return JsonParser.parseString(body)
        .getAsJsonObject()
        .getAsJsonArray("files")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void manyFiles_areReportedInSeveralProgressEvents() throws IOException {
    rig.with(o -> o.progressMillis = 10_000);
    for (int i = 0; i < 250; i++) {
      rig.append(i + ".log", "x\n");
    }
    rig.start().elapse(11_000);

    List<Event> reports =
        rig.channel.stream()
            .filter(event -> event.getHeaders().containsKey(PositionHeaders.PROGRESS))
            .collect(Collectors.toList());
    assertThat(reports).hasSize(3);
  }

  @Test
  void bytesBehind_areThoseNotInAnyEvent() throws IOException {
    rig.append("a.log", "one\ntw").start().settle();

    assertThat(rig.stats.bytesBehind.get()).isEqualTo(2);
    assertThat(rig.stats.filesTailed.get()).isEqualTo(1);
    assertThat(rig.stats.filesOpen.get()).isEqualTo(1);
  }
}
