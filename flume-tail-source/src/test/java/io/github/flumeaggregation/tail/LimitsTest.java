package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.tail.position.PositionLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flume.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    rig.with("maxOpenFiles", 3);
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
    rig.with("maxOpenFiles", 1).with("batchSize", 10);
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
    rig.with("batchSize", 100).transactionCapacity = 30;
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
    rig.with("batchSize", 100).roomForEvents = 37;
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
    rig.with("progressEvents", "10s").with("idleTimeout", "25s");
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
    rig.with("progressEvents", "10s");
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
    rig.with("progressEvents", "10s").with("batchSize", 1);
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
    rig.with("progressEvents", "10s");
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

  @Test
  void processWithALowLimit_leavesRoomForTheOthers() throws IOException {
    rig.handles = Rig.process(164, 100); // 32 are left to whoever needs one, which leaves 32
    for (int i = 0; i < 50; i++) {
      rig.append(i + ".log", "line\n");
    }
    rig.start().settle();

    assertThat(rig.channel).hasSize(50);
    assertThat(rig.stats.filesOpen.get()).isLessThanOrEqualTo(32);
  }

  @Test
  void emptyFilesThatComeAndGo_leaveNothingOpen() throws IOException {
    rig.with("maxOpenFiles", 10).with("idleTimeout", "2s").start();
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 10; i++) {
        rig.append(round + "-" + i + ".log", "");
      }
      rig.elapse(1_000);
      for (int i = 0; i < 10; i++) {
        Files.delete(rig.file(round + "-" + i + ".log"));
      }
      rig.elapse(3_000);
      assertThat(rig.stats.filesTailed.get()).isZero();
    }

    assertThat(rig.stats.filesOpen.get()).isZero();
    rig.append("real.log", "line\n").settle();
    assertThat(rig.bodies()).containsExactly("line");
  }

  @Test
  void incompleteGzipThatIsDeleted_isLetGo() throws IOException {
    rig.with("idleTimeout", "2s").start();
    Files.write(rig.file("a.log"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1});
    rig.elapse(3_000);
    Files.delete(rig.file("a.log"));
    rig.elapse(5_000);

    assertThat(rig.stats.filesTailed.get()).isZero();
    assertThat(rig.stats.filesOpen.get()).isZero();
  }

  @Test
  void damagedGzipThatIsDeleted_isLetGo() throws IOException {
    rig.with("idleTimeout", "2s").start();
    byte[] bad = new byte[100];
    System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}, 0, bad, 0, 10);
    Arrays.fill(bad, 10, 100, (byte) 0xff);
    Files.write(rig.file("a.log"), bad);
    rig.elapse(100);
    Files.delete(rig.file("a.log"));
    rig.elapse(60_000);

    assertThat(rig.stats.filesTailed.get()).isZero();
    assertThat(rig.stats.filesOpen.get()).isZero();
  }

  /** Each lives long enough to be found, and there is room for few. */
  @Tag("search")
  @Test
  void manyShortLivedFiles_areAllRead() throws IOException {
    rig.with("maxOpenFiles", 20).start();
    for (int i = 0; i < 300; i++) {
      rig.append(i + ".log", i + " one\n").elapse(300);
      rig.append(i + ".log", i + " two\n");
      if (i >= 4) {
        Files.delete(rig.file((i - 4) + ".log"));
      }
    }
    rig.settle();

    assertThat(rig.channel).hasSize(600);
    assertThat(rig.stats.filesOpen.get()).isLessThanOrEqualTo(20);
  }

  @Test
  void deletedFile_isFollowedForAMomentAndThenLetGo() throws IOException {
    rig.append("a.log", "one\n").start().settle();
    try (OutputStream writer =
        Files.newOutputStream(rig.file("a.log"), StandardOpenOption.APPEND)) {
      Files.delete(rig.file("a.log"));
      rig.elapse(3_000);
      writer.write("two\n".getBytes(StandardCharsets.UTF_8));
      rig.elapse(1_000);
    }
    assertThat(rig.bodies()).containsExactly("one", "two");

    rig.elapse(7_000);
    assertThat(rig.stats.filesTailed.get()).isZero();
  }

  @Tag("search")
  @Test
  void manyRotations_holdFewHandles() throws IOException {
    int rotations = Integer.getInteger("test.rotations", 300);
    rig.paths("a.log*").start();
    for (int i = 0; i < rotations; i++) {
      rig.append("a.log", i + "\n").elapse(600);
      Files.move(rig.file("a.log"), rig.file("a.log.1"), StandardCopyOption.REPLACE_EXISTING);
      assertThat(rig.stats.filesOpen.get()).isLessThan(20);
      assertThat(rig.stats.filesTailed.get()).isLessThan(20);
    }
    rig.elapse(10_000);

    assertThat(rig.stats.filesTailed.get()).isEqualTo(1);
    assertThat(rig.bodies()).hasSize(rotations).doesNotHaveDuplicates();
  }

  private void appendAt(String name, String text, long modifiedMillis) throws IOException {
    rig.append(name, text);
    Files.setLastModifiedTime(rig.file(name), FileTime.fromMillis(modifiedMillis));
  }

  @Test
  void filesThatAreThereAtTheStart_areReadOldestFirst() throws IOException {
    appendAt("1.log", "c\n", 3_000);
    appendAt("2.log", "a\n", 1_000);
    appendAt("3.log", "d\n", 4_000);
    appendAt("4.log", "b\n", 2_000);
    rig.start().settle();

    assertThat(rig.bodies()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void severalFilesBehind_haveTheirTurnsOldestFirst() throws IOException {
    rig.append("a.log", "").append("b.log", "").start().settle();
    appendAt("a.log", "new\n".repeat(100), 20_000);
    appendAt("b.log", "old\n".repeat(100), 10_000);
    rig.settle();

    assertThat(rig.bodies().subList(0, 100)).containsOnly("old");
    assertThat(rig.channel).hasSize(200);
  }

  @Test
  void slowChannel_letsTheNewerFileHaveATurnAllTheSame() throws IOException {
    rig.with("batchSize", 10).append("a.log", "").append("b.log", "").start().settle();
    rig.roomForEvents = 0;
    appendAt("a.log", "a\n".repeat(10_000), 10_000);
    appendAt("b.log", "b\n".repeat(10_000), 20_000);
    for (int i = 0; i < 40; i++) {
      rig.roomForEvents += 10;
      rig.elapse(1_000);
    }

    assertThat(rig.bodies()).startsWith("a").contains("b");
  }

  @Test
  void positionFileInTheTailedFolder_isNotTailed() throws IOException {
    rig.paths("*", "state/*").positionFile = directory.resolve("positions.json");
    rig.append("a.log", "line\n").start().settle().append("a.log", "line\n").settle();

    assertThat(rig.bodies()).containsExactly("line", "line");
    assertThat(rig.stats.filesTailed.get()).isEqualTo(1);
  }
}
