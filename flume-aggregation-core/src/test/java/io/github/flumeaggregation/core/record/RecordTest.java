package io.github.flumeaggregation.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordTest {
  private final Record record = new Record(2);

  private void set(String text) {
    record.set(1, text.getBytes(UTF_8), 0, text.length());
  }

  @Test
  void newRecord_hasNothing() {
    assertThat(record.text(0)).isNull();
    assertThat(record.number(0)).isNull();
    assertThat(record.hasTime()).isFalse();
  }

  @Test
  void field_isTextAndNumber() {
    set("404");

    assertThat(record.text(1)).hasToString("404");
    assertThat(record.number(1)).isEqualTo(Decimal.of("404"));
    assertThat(record.text(0)).isNull();
  }

  @Test
  void textThatIsNoNumber_isAMissingNumber() {
    set("GET");

    assertThat(record.number(1)).isNull();
    assertThat(record.text(1)).hasToString("GET");
    assertThat(record.numbersOutOfRange()).isZero();
  }

  @Test
  void numberOutOfRange_isMissingAndCountedOncePerLine() {
    set("1e30");
    assertThat(record.number(1)).isNull();
    assertThat(record.number(1)).isNull();
    record.clear();
    set("1e31");
    assertThat(record.number(1)).isNull();

    assertThat(record.numbersOutOfRange()).isEqualTo(2);
  }

  @Test
  void clearedRecord_hasNothing() {
    set("404");
    record.setTimeMillis(7);
    record.clear();

    assertThat(record.text(1)).isNull();
    assertThat(record.number(1)).isNull();
    assertThat(record.hasTime()).isFalse();
  }

  @Test
  void newValue_replacesTheNumberReadBefore() {
    set("404");
    assertThat(record.number(1)).isEqualTo(Decimal.of("404"));
    set("200");

    assertThat(record.number(1)).isEqualTo(Decimal.of("200"));
  }

  @Test
  void escapes_areDecodedWhenTheTextIsAskedFor() {
    byte[] bytes = "a\\\"b\\x0A\\x41".getBytes(UTF_8);
    record.set(1, bytes, 0, bytes.length, Encoding.ESCAPES);

    assertThat(record.text(1)).hasToString("a\"b\nA");
    assertThat(record.text(1)).hasToString("a\"b\nA");
  }

  @Test
  void escapes_areDecodedBeforeANumberIsRead() {
    byte[] bytes = "\\x34\\x32".getBytes(UTF_8);
    record.set(1, bytes, 0, bytes.length, Encoding.ESCAPES);

    assertThat(record.number(1)).isEqualTo(Decimal.of("42"));
  }

  @Test
  void decodingOneField_leavesAnotherAlone() {
    byte[] bytes = "\\x61\\x62".getBytes(UTF_8);
    record.set(0, bytes, 0, 4, Encoding.ESCAPES);
    record.set(1, bytes, 4, 8, Encoding.ESCAPES);

    assertThat(record.text(0)).hasToString("a");
    assertThat(record.text(1)).hasToString("b");
    assertThat(record.text(0)).hasToString("a");
  }
}
