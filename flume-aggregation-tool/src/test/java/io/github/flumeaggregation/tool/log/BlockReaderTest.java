package io.github.flumeaggregation.tool.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockReaderTest {
  private static final int BLOCK_BYTES = 1 << 20;

  @TempDir Path dir;

  private Path write(String text) throws IOException {
    return Files.writeString(dir.resolve("log"), text);
  }

  /** The lines of all blocks, each of which begins where the one before it ended. */
  private static List<String> lines(Path path) {
    List<String> lines = new ArrayList<>();
    long end = 0;
    try (BlockReader reader = new BlockReader(path)) {
      for (Block block = reader.next(); block != null; block = reader.next()) {
        assertThat(block.offset()).isEqualTo(end);
        assertThat(block.length() - block.body().length).isBetween(0, 1);
        end += block.length();
        String[] split = new String(block.body(), UTF_8).split("\n", -1);
        assertThat(split).hasSize(block.lines());
        lines.addAll(List.of(split));
      }
    }
    return lines;
  }

  @Test
  void lines_areThoseOfTheFile() throws IOException {
    assertThat(lines(write("a\nb\r\n\nc"))).containsExactly("a", "b\r", "", "c");
    assertThat(lines(write("a\n"))).containsExactly("a");
    assertThat(lines(write("\n"))).containsExactly("");
    assertThat(lines(write(""))).isEmpty();
  }

  @Test
  void filesOfManyBlocks_areWhole() throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<String> expected = new ArrayList<>();
      for (int bytes = 0;
          bytes < 3 * BLOCK_BYTES;
          bytes += expected.get(expected.size() - 1).length()) {
        expected.add("x".repeat(random.nextInt(1 + random.nextInt(BLOCK_BYTES / 2))));
      }
      String end = random.nextBoolean() || expected.get(expected.size() - 1).isEmpty() ? "\n" : "";
      assertThat(lines(write(String.join("\n", expected) + end)))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void lineLongerThanABlock_isCut_andItsRestPassedOver() throws IOException {
    String big = "x".repeat(5 * BLOCK_BYTES / 2);
    try (BlockReader reader = new BlockReader(write("a\n" + big + "\nb\n"))) {
      assertThat(reader.next().body()).asString(UTF_8).isEqualTo("a");
      Block cut = reader.next();
      assertThat(cut.lines()).isEqualTo(1);
      assertThat(cut.length()).isEqualTo(BLOCK_BYTES);
      Block last = reader.next();
      assertThat(last.offset()).isEqualTo(2 + big.length() + 1);
      assertThat(last.body()).asString(UTF_8).isEqualTo("b");
      assertThat(reader.next()).isNull();
    }
  }
}
