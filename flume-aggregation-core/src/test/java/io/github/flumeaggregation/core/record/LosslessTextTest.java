package io.github.flumeaggregation.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LosslessTextTest {
  private static String text(byte... bytes) {
    return LosslessText.of(bytes, 0, bytes.length);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void utf8_isTheTextThatItIs() {
    String text = "/café 北京 😀 \ufffd C:\\x \\n \u0000\u2028";
    assertThat(text(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
  }

  @Test
  void byteThatIsNoUtf8_isWrittenInHex() {
    assertThat(text(latin1("/caf\u00e8"))).isEqualTo("/caf\\xE8");
    assertThat(text(latin1("\u00e9t\u00e9"))).isEqualTo("\\xE9t\\xE9");
    assertThat(text((byte) 0xed, (byte) 0xa0, (byte) 0x80))
        .as("half a surrogate pair")
        .isEqualTo("\\xED\\xA0\\x80");
    assertThat(text((byte) 0xc0, (byte) 0xaf)).as("overlong").isEqualTo("\\xC0\\xAF");
    assertThat(text((byte) 0xf0, (byte) 0x9f)).as("cut").isEqualTo("\\xF0\\x9F");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\xE8", "\\xe8", "\\x5C", "\\\\xE8", "\\x5CxE8", "a\\xE8\\xE8b"})
  void textThatLooksLikeTheForm_isToldApart(String looksSo) {
    byte[] bytes = latin1(looksSo);
    String text = text(bytes);

    assertThat(text).isEqualTo(looksSo.replaceAll("\\\\(?=x[0-9a-fA-F]{2})", "\\\\x5C"));
    assertThat(LosslessText.toBytes(text)).isEqualTo(bytes);
  }

  /** Of few different bytes, so that escapes, broken characters and the like are frequent. */
  @Test
  void anyBytes_areHadBack_andNoTwoHaveOneText() {
    long seed = Long.getLong("test.seed", 14);
    Random random = new Random(seed);
    byte[] alphabet = latin1("\\\\xE85Ca\u00e9\u00c3\u00a9\u00ed\u00a0\u0080\u00f0\u009f\u00ff");
    Map<String, byte[]> seen = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(10)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = alphabet[random.nextInt(alphabet.length)];
      }
      String text = text(bytes);
      assertThat(LosslessText.toBytes(text)).as("seed %s, %s", seed, text).isEqualTo(bytes);
      byte[] same = seen.putIfAbsent(text, bytes);
      assertThat(same == null || Arrays.equals(same, bytes)).as("seed %s, %s", seed, text).isTrue();
    }
  }

  @Test
  void cut_endsWithTheLastWholeCharacter() {
    byte[] bytes = "aé北😀b".getBytes(StandardCharsets.UTF_8);
    int[] ends = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    for (int max = 0; max < ends.length; max++) {
      assertThat(Utf8.cut(bytes, 0, bytes.length, max)).as("at most %s", max).isEqualTo(ends[max]);
    }
    assertThat(Utf8.cut(new byte[] {-128, -128, -128, -128}, 0, 4, 2)).as("no UTF-8").isEqualTo(2);
  }
}
