package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines and archives that come in pieces, without an end, or with bytes that are no text. */
class ContentScenariosTest {
  @TempDir Path directory;
  private Scenario logs;
  private Rig rig;

  @BeforeEach
  void setUp() {
    logs = new Scenario(directory);
    rig = logs.rig;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** It is half of a line, perhaps; in an archive it is not. */
  @Test
  void finishedLogWithoutALastNewline_waitsAndIsShown_anArchiveIsReadToItsEnd() throws IOException {
    rig.paths("*.log*").with("idleTimeout", "2s");
    logs.append("old.log.1", logs.lines(10));
    Files.write(rig.file("old.log.2"), Lives.gzip(logs.lines(11).strip()));
    String last = logs.otherLines("last", 1).strip();
    logs.append("old.log.1", last);
    rig.start().elapse(10_000);

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.bytesBehind.get()).isEqualTo(last.length());
  }

  @Test
  void lineCompletedSecondsLater_andTerminatorInTwoWrites_areWholeLines() throws IOException {
    rig.start();
    String line = logs.lines(1);
    logs.append("a.log", line.substring(0, 30));
    rig.elapse(4_000);
    logs.append("a.log", line.substring(30));
    for (int i = 0; i < 5; i++) {
      logs.append("a.log", logs.lines(1).strip() + "\r");
      rig.elapse(400);
      logs.append("a.log", "\n");
      rig.elapse(200);
    }
    rig.elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
  }

  @Test
  void lineOf100Megabytes_isCutAndTheLinesAroundItAreDelivered() throws IOException {
    rig.start();
    logs.write("a.log", 10);
    String piece = "x".repeat(1 << 20);
    int pieces = 0;
    for (int i = 0; i < 100; i++) {
      rig.append("a.log", piece).elapse(100);
      pieces += (int) rig.bodies().stream().filter(piece::equals).count();
      rig.channel.removeIf(event -> event.getBody().length == piece.length());
    }
    logs.append("a.log", "\n" + logs.lines(10));
    rig.elapse(5_000);
    pieces += (int) rig.bodies().stream().filter(piece::equals).count();

    logs.assertEachLineIsDeliveredOnce();
    assertThat(pieces).isEqualTo(100);
    assertThat(rig.stats.oversizedLines.get()).isEqualTo(1);
  }

  @Test
  void zerosHighBytesAndAHole_theLinesBetweenAreDelivered() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (RandomAccessFile file = new RandomAccessFile(rig.file("b.log").toFile(), "rw")) {
      file.write(bytes(logs.lines(5)));
      file.write(new byte[100]);
      file.write('\n');
      file.write(all);
      file.write('\n');
      file.write(bytes(logs.lines(5)));
      file.seek(file.length() + (3 << 20));
      file.write(bytes("\n" + logs.lines(5)));
    }
    rig.start().elapse(6_000);

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.bodies()).contains("\0".repeat(100));
  }

  @Test
  void archivesWrittenSlowlyAppendedToDamagedAndCut_whatIsWholeIsDelivered() throws IOException {
    rig.paths("*");
    byte[] slow = Lives.gzip(logs.lines(2_000));
    Files.write(rig.file("slow.gz"), new byte[0]);
    Files.write(rig.file("append.gz"), Lives.gzip(logs.lines(50)));
    byte[] damaged = Lives.gzip(logs.otherLines("bad", 500));
    damaged[damaged.length / 2] ^= 0x55;
    Files.write(rig.file("corrupt.gz"), damaged);
    byte[] cut = Lives.gzip(logs.otherLines("cut", 500));
    Files.write(rig.file("cut.gz"), Arrays.copyOf(cut, cut.length - 200));
    rig.start();
    for (int from = 0; from < slow.length; from += 3_000) {
      byte[] part = Arrays.copyOfRange(slow, from, Math.min(from + 3_000, slow.length));
      Files.write(rig.file("slow.gz"), part, StandardOpenOption.APPEND);
      rig.elapse(300);
    }
    Files.write(rig.file("append.gz"), Lives.gzip(logs.lines(50)), StandardOpenOption.APPEND);
    rig.elapse(14_000);

    logs.assertEachLineIsDeliveredOnce();
    assertThat(rig.stats.readErrors.get()).isPositive();
  }
}
