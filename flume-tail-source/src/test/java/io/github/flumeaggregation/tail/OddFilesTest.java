package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no plain lines, or have names of their own kind. */
class OddFilesTest {
  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory).paths("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "28b52ffd24", // zstd
        "fd377a585a0000", // xz
        "425a6839314159265359", // bzip2
        "04224d18", // lz4
        "504b030414", // zip
        "1f9d90" // compress
      })
  void compressedOtherwiseThanByGzip_isNotReadAsText(String magic) throws IOException {
    Files.write(rig.file("a.log.z"), HexFormat.of().parseHex(magic + "0a41420a43440a"));
    rig.append("b.log", "b\n").start().settle();

    assertThat(rig.bodies()).containsExactly("b");
    assertThat(rig.stats.filesOpen.get()).isEqualTo(1);
    assertThat(rig.stats.readErrors.get()).isEqualTo(1);

    Files.delete(rig.file("a.log.z"));
    rig.settle();
    assertThat(rig.stats.filesTailed.get()).isEqualTo(1);
  }

  @Test
  void fileThatBecomesReadable_isRead() throws IOException {
    Files.write(rig.file("a.log"), HexFormat.of().parseHex("28b52ffd24"));
    rig.start().settle();
    Files.writeString(rig.file("a.log"), "a line that is longer\n");
    rig.settle();

    assertThat(rig.bodies()).containsExactly("a line that is longer");
  }

  @Test
  void nameThatIsNoText_isLeftOutAndTheOthersGoOn() throws Exception {
    String name = directory + "/caf";
    Process touch =
        new ProcessBuilder("sh", "-c", "printf 'x\\n' > \"$(printf '" + name + "\\351')\"").start();
    assertThat(touch.waitFor()).isZero();
    rig.append("b.log", "b\n").start().settle();

    assertThat(rig.bodies()).containsExactly("b");
    assertThat(rig.stats.filesTailed.get()).isEqualTo(1);
    assertThat(rig.stats.readErrors.get()).isZero();
  }

  @Test
  void lastLineWithoutNewline_waitsWhileTheFileIsThere() throws IOException {
    rig.with("idleTimeout", "2s").append("a.log", "one\ntwo").start().elapse(10_000);
    assertThat(rig.bodies()).containsExactly("one");

    Files.delete(rig.file("a.log"));
    rig.elapse(10_000);
    assertThat(rig.bodies()).containsExactly("one", "two");
  }

  /** As a writer does that has mapped its log into memory. */
  @Test
  void roomTakenInAdvance_isNoLineUntilItIsWritten() throws IOException {
    rig.with("idleTimeout", "2s").with("partialLineTimeout", "500ms");
    byte[] log = new byte[3 << 20];
    write(log, 0, "one\ntw");
    Files.write(rig.file("a.log"), log);
    rig.start().elapse(300);
    write(log, 6, "o\nthree\n");
    Files.write(rig.file("a.log"), log);
    rig.elapse(20_000);
    assertThat(rig.bodies()).containsExactly("one", "two", "three");
    assertThat(rig.stats.bytesBehind.get()).isZero();

    write(log, 14, "four\n");
    Files.write(rig.file("a.log"), log);
    rig.elapse(3_000);
    Files.delete(rig.file("a.log"));
    rig.elapse(20_000);
    assertThat(rig.bodies()).containsExactly("one", "two", "three", "four");
  }

  private static void write(byte[] log, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, log, at, bytes.length);
  }

  @Test
  void holeWithinALine_isAPartOfIt() throws IOException {
    rig.append("a.log", "one\ntwo\0\0\0three\n").start().settle();

    assertThat(rig.bodies()).containsExactly("one", "two\0\0\0three");
  }

  /** Its writer has no O_APPEND: after copytruncate it goes on at its old offset. */
  @Test
  void holeAtTheBeginningAfterCopytruncate_isLeftOut() throws IOException {
    for (int hole : new int[] {5_000, 700_000}) {
      String name = "a" + hole + ".log";
      rig.append(name, "x".repeat(hole - 1) + "\n");
      if (hole == 5_000) {
        rig.start();
      }
      rig.settle();
      byte[] log = new byte[hole + 4];
      write(log, hole, "new\n");
      Files.write(rig.file(name), log);
      rig.settle().append(name, "next\n").settle();

      assertThat(rig.bodies()).endsWith("new", "next");
    }
    assertThat(rig.bodies()).hasSize(6);
  }
}
