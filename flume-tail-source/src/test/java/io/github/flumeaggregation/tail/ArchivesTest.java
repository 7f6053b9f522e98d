package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that turns up in another file: compressed ones. */
class ArchivesTest extends Lives {
  /** With the timeout that a log has by default. */
  @BeforeEach
  @Override
  void setUp() {
    rig = new Rig(directory).paths("*.log*");
  }

  @Test
  void gzipOfAFileThatWasRead_isNotReadAgain() throws IOException {
    String text = lines("a", 200);
    rig.append("a.log", text).start().settle().move("a.log", "a.log.1").settle();
    append("a.log.1.gz", gzip(text));
    rig.settle();
    Files.delete(rig.file("a.log.1"));
    rig.settle().elapse(200_000).stop().start().settle();

    assertThat(delivered()).isEqualTo(text);
  }

  @Test
  void gzipOfAShortFileThatWasRead_isNotReadAgain() throws IOException {
    rig.append("a.log", "one\n").start().settle().move("a.log", "a.log.1").settle();
    append("a.log.1.gz", gzip("one\n"));
    Files.delete(rig.file("a.log.1"));
    rig.elapse(200_000);

    assertThat(rig.bodies()).containsExactly("one");
  }

  @Test
  void gzipOfAFileReadInPart_goesOnInDecompressedOffsets() throws IOException {
    String text = lines("a", 300);
    String more = lines("b", 100);
    rig.append("a.log", text).start().settle().stop();
    append("a.log.1.gz", gzip(text + more));
    Files.delete(rig.file("a.log"));
    rig.start().settle();

    assertThat(delivered()).isEqualTo(text + more);
    assertThat(rig.files().stream().distinct()).hasSize(1);
    assertThat(rig.header(PositionHeaders.OFFSET)).doesNotHaveDuplicates();
  }

  @Test
  void unreadGzipOfSeveralMembers_isReadWhole() throws IOException {
    append("old.log.gz", gzip(lines("a", 10)));
    append("old.log.gz", gzip(lines("b", 30_000)));
    rig.start().settle();

    assertThat(delivered()).isEqualTo(lines("a", 10) + lines("b", 30_000));
    assertThat(rig.files().stream().distinct()).hasSize(1);
  }

  @Test
  void gzipWithAMemberMore_goesOnWithIt() throws IOException {
    append("old.log.gz", gzip(lines("a", 10)));
    rig.start().settle();
    append("old.log.gz", gzip(lines("b", 10)));
    rig.settle();

    assertThat(delivered()).isEqualTo(lines("a", 10) + lines("b", 10));
    assertThat(rig.files().stream().distinct()).hasSize(1);
    assertThat(rig.stats.possibleLosses.get()).isZero();
  }

  @Test
  void gzipInTheMaking_isReadOnlyOnceItIsComplete() throws IOException {
    byte[] bytes = gzip(lines("a", 5_000));
    rig.start();
    for (int from = 0; from < bytes.length - 1; from += 1_000) {
      append("old.log", Arrays.copyOfRange(bytes, from, Math.min(from + 1_000, bytes.length - 1)));
      rig.elapse(300);
    }
    rig.settle();
    assertThat(rig.channel).isEmpty();

    append("old.log", new byte[] {bytes[bytes.length - 1]});
    rig.settle();
    assertThat(delivered()).isEqualTo(lines("a", 5_000));
  }

  @Test
  void restartInMidGzip_goesOnWhereItWas() throws IOException {
    String text = lines("a", 50_000);
    append("old.log.gz", gzip(text));
    rig.start();
    while (rig.channel.isEmpty()) {
      rig.elapse(100);
    }
    rig.stop().start().settle();

    assertThat(delivered()).isEqualTo(text);
  }

  /** Of an archive that was read nothing is left; what begins as it did is not held up by that. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logThatBeginsLikeAnArchiveThatIsOverwritten_isRead(boolean byAnArchive) throws IOException {
    append("a.log.gz", gzip(lines("a", 200) + lines("x", 20)));
    rig.start().elapse(10_000);
    byte[] other = gzip(lines("other", 20));
    byte[] half = Arrays.copyOf(other, other.length / 2);
    Files.write(
        rig.file("a.log.gz"),
        byAnArchive ? half : lines("plain", 9).getBytes(StandardCharsets.ISO_8859_1));
    rig.append("b.log", lines("a", 150))
        .elapse(10_000)
        .append("b.log", lines("b", 5))
        .elapse(30_000);

    assertThat(rig.bodies()).contains("b line 4");
  }

  @Test
  void damagedGzip_isAnErrorOfThatFileOnly() throws IOException {
    byte[] bytes = gzip(lines("a", 500));
    bytes[bytes.length / 2] ^= 0x55;
    append("old.log.gz", bytes);
    rig.append("a.log", "one\n").start().settle().elapse(60_000);

    assertThat(rig.bodies()).containsExactly("one");
    assertThat(rig.stats.readErrors.get()).isBetween(1L, 20L);
  }
}
