package io.github.flumeaggregation.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainContentTest {
  private static final byte[] BYTES =
      "one line\nanother one\n".getBytes(StandardCharsets.ISO_8859_1);

  private int reads;

  private final FileHandle file =
      new FileHandle() {
        @Override
        public long size() {
          return BYTES.length;
        }

        @Override
        public boolean prepare(long offset) {
          return true;
        }

        @Override
        public int read(long offset, byte[] into, int at, int length) {
          reads++;
          int count = (int) Math.min(length, BYTES.length - offset);
          System.arraycopy(BYTES, (int) offset, into, at, count);
          return count;
        }

        @Override
        public void close() {
          throw new UnsupportedOperationException();
        }
      };

  private static Fingerprint before(int end, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Fingerprint.of(bytes, bytes.length, length, end);
  }

  @Test
  void manyBlocksInOnePlace_areComparedWithOneRead() throws IOException {
    Content content = Content.of(file);
    for (int i = 0; i < 100; i++) {
      assertThat(content.holds(before(9, 5, "one life" + (char) i))).isFalse();
      assertThat(content.holds(before(9, 5, "one line\n"))).isTrue();
    }

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void blocksOfOtherLengthOrEnd_areOthers() throws IOException {
    Content content = Content.of(file);

    assertThat(content.holds(before(9, 9, "one line\n"))).isTrue();
    assertThat(content.holds(before(9, 4, "one line\n"))).isTrue();
    assertThat(content.holds(before(13, 4, "\nano"))).isFalse();
    assertThat(content.holds(before(12, 3, "ano"))).isTrue();
  }

  @Test
  void blockBeyondTheEnd_isNotHeld() throws IOException {
    assertThat(Content.of(file).holds(before(22, 4, "one\n\n"))).isFalse();
  }
}
