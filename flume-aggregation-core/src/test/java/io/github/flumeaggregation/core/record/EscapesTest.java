package io.github.flumeaggregation.core.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapesTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain,plain",
        "\\x22,\"",
        "\\\",\"",
        "\\\\x41,\\x41",
        "\\x4a\\x4B,JK",
        "\\xff,\u00ff",
        "\\xg1,\\xg1",
        "\\x4,\\x4",
        "\\x,\\x",
        "a\\,a\\",
        "\\q\\x41,\\qA",
        "``,``"
      })
  void escape_becomesItsByte(String escaped, String expected) {
    byte[] bytes = ("<" + escaped + ">").getBytes(ISO_8859_1);
    byte[] into = new byte[bytes.length];

    int length = Encoding.ESCAPES.decode(bytes, 1, bytes.length - 1, into);

    assertThat(new String(into, 0, length, ISO_8859_1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"n,10", "t,9", "r,13", "b,8", "f,12", "v,11"})
  void controlCharacters_haveTheirLetters(String letter, int expected) {
    byte[] bytes = ("\\" + letter).getBytes(ISO_8859_1);
    byte[] into = new byte[2];

    assertThat(Encoding.ESCAPES.decode(bytes, 0, 2, into)).isEqualTo(1);
    assertThat(into[0]).isEqualTo((byte) expected);
  }
}
