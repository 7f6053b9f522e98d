package io.github.flumeaggregation.tool.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
  @TempDir Path dir;

  private static List<String> lines(Path path) {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(path)) {
      while (reader.next()) {
        lines.add(new String(reader.bytes(), 0, reader.length(), UTF_8));
      }
    }
    return lines;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(dir.resolve("log"), text);
  }

  @Test
  void lines_endWithLineFeed_orCarriageReturnAndLineFeed_orTheFile() throws IOException {
    assertThat(lines(write("a\nb\r\n\nc"))).containsExactly("a", "b", "", "c");
    assertThat(lines(write(""))).isEmpty();
    assertThat(lines(write("\n"))).containsExactly("");
  }

  @Test
  void linesLongerThanTheBuffer_areWhole() throws IOException {
    String big = "x".repeat(1 << 20);
    assertThat(lines(write(big + "\n" + big))).containsExactly(big, big);
  }

  @Test
  void gzip_isKnownByItsFirstBytes() throws IOException {
    Path path = dir.resolve("log");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("a\nb\n".getBytes(UTF_8));
    }
    assertThat(lines(path)).containsExactly("a", "b");
    byte[] cut = Files.readAllBytes(path);
    Files.write(path, java.util.Arrays.copyOf(cut, cut.length - 10));
    assertThatThrownBy(() -> lines(path))
        .isInstanceOf(LogException.class)
        .hasMessageContaining(path.toString());
  }
}
