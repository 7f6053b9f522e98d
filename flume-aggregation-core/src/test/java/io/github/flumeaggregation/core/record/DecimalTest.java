package io.github.flumeaggregation.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,0",
    "-0.0,0",
    "200,200",
    "+7,7",
    "007,7",
    "-1.5,-1.5",
    "-0.5,-0.5",
    ".5,0.5",
    "5.,5",
    "1e3,1000",
    "1.25E-2,0.0125",
    "12e+1,120",
    "0e999999999999,0",
    "999999999999999999,999999999999999999",
    "-999999999999999999.999999999999999999,-999999999999999999.999999999999999999",
    "0.000000000000000001,0.000000000000000001",
    "1000000000000000000,1000000000000000000",
    "9223372036854775807,9223372036854775807",
    "-9223372036854775808,-9223372036854775808",
    "18446744073709551615,18446744073709551615",
    "99999999999999999999.999999999999999999,99999999999999999999.999999999999999999",
    "-1e18,-1000000000000000000",
    "1.8446744073709551615e19,18446744073709551615",
    "1.0000000000000000000000,1",
    "000000000000000000000000000012,12",
    "0.0000000000000000000000012e10,0.000000000000012"
  })
  void number_isReadExactly(String text, String expected) {
    assertThat(Decimal.of(text)).hasToString(expected);
    assertThat(Decimal.of(text).toBigDecimal()).isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1e5.",
        "1x",
        "x1",
        "1 ",
        " 1",
        "1.2.3",
        "--1",
        "0x10",
        "NaN",
        "Infinity",
        "1,5",
        "1_000",
        "1e5x",
        "1-"
      })
  void whatIsNoNumber_isMalformed(String text) {
    Decimal decimal = Decimal.of("42");

    assertThat(decimal.parse(Slice.of(text))).isEqualTo(Decimal.Parsed.MALFORMED);
    assertThat(decimal).isEqualTo(Decimal.of("42"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000000000000000000",
        "-1e20",
        "1e999999999999",
        "123456789012345678901234567890",
        "99999999999999999999.9999999999999999995"
      })
  void tooManyDigits_areOutOfRange(String text) {
    Decimal decimal = Decimal.of("42");

    assertThat(decimal.parse(Slice.of(text))).isEqualTo(Decimal.Parsed.OUT_OF_RANGE);
    assertThat(decimal).isEqualTo(Decimal.of("42"));
  }

  @Test
  void constant_mayHave36DigitsBeforeThePoint() {
    String text = "-" + "9".repeat(36) + "." + "9".repeat(18);

    assertThat(Decimal.of(text)).hasToString(text);
    assertThatThrownBy(() -> Decimal.of("1e36"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1e36");
    assertThatThrownBy(() -> Decimal.of("9".repeat(36) + ".9999999999999999995"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Of what JSON writers print for small numbers. */
  @ParameterizedTest
  @CsvSource({
    "0.0014338493347167969,0.001433849334716797",
    "1.4338493347167969E-3,0.001433849334716797",
    "-0.0014338493347167969,-0.001433849334716797",
    "0.0000000000000000005,0",
    "0.0000000000000000015,0.000000000000000002",
    "0.0000000000000000025,0.000000000000000002",
    "0.00000000000000000250000000000001,0.000000000000000003",
    "0.00000000000000000249999999999999,0.000000000000000002",
    "0.9999999999999999995,1",
    "-999999999999999999.9999999999999999999,-1000000000000000000",
    "1e-400,0",
    "-1e-999999999999,0",
    "5e-19,0",
    "5.0000000000000000001e-19,0.000000000000000001",
    "1.0000000000000000001,1"
  })
  void digitsAfterThe18th_areRoundedHalfEven(String text, String expected) {
    Decimal decimal = new Decimal();
    assertThat(decimal.parse(Slice.of(text))).isEqualTo(Decimal.Parsed.OK);
    assertThat(decimal).hasToString(expected);
  }

  @Test
  void randomDoubles_areTheNearestDecimalOf18Places() {
    long seed = Long.getLong("test.seed", 14);
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = Math.exp(random.nextDouble() * 80 - 40) * (random.nextBoolean() ? 1 : -1);
      String text =
          random.nextBoolean() ? Double.toString(value) : new BigDecimal(value).toPlainString();
      BigDecimal exact = new BigDecimal(text).setScale(18, java.math.RoundingMode.HALF_EVEN);
      Decimal decimal = Decimal.of(text);
      assertThat(decimal.toBigDecimal()).as("%s, seed %s", text, seed).isEqualByComparingTo(exact);
      Decimal set = new Decimal();
      assertThat(set.set(new BigDecimal(text))).isTrue();
      assertThat(set).as("%s, seed %s", text, seed).isEqualTo(decimal);
    }
  }

  @Test
  void randomNumbers_agreeWithBigDecimal() {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      BigDecimal a = Decimals.random(random);
      BigDecimal b = Decimals.random(random);
      String text = random.nextBoolean() ? a.toString() : a.toPlainString();
      Decimal decimal = Decimal.of(text);
      boolean read = new Decimal().parse(Slice.of(text)) == Decimal.Parsed.OK;
      assertThat(read).as(text).isEqualTo(a.abs().compareTo(BigDecimal.ONE.movePointRight(20)) < 0);
      assertThat(decimal.toBigDecimal()).as("seed %d", seed).isEqualByComparingTo(a);
      assertThat(Integer.signum(decimal.compareTo(Decimal.of(b.toPlainString()))))
          .as("%s and %s, seed %d", a, b, seed)
          .isEqualTo(a.compareTo(b));
      assertThat(decimal.equals(Decimal.of(b.toPlainString()))).isEqualTo(a.compareTo(b) == 0);
      Decimal set = new Decimal();
      assertThat(set.set(a)).isTrue();
      assertThat(set).isEqualTo(decimal).hasSameHashCodeAs(decimal);
    }
  }

  @Test
  void bigDecimal_isRoundedHalfEvenAndBounded() {
    Decimal decimal = Decimal.of("42");

    assertThat(decimal.set(new BigDecimal("1E+36"))).isFalse();
    assertThat(decimal.set(new BigDecimal("-1E+40"))).isFalse();
    assertThat(decimal.set(new BigDecimal("1E+1000000000"))).isFalse();
    assertThat(decimal.set(BigDecimal.ONE.movePointRight(36).subtract(new BigDecimal("1e-19"))))
        .isFalse();
    assertThat(decimal).isEqualTo(Decimal.of("42"));
    assertThat(decimal.set(new BigDecimal("0.0000000000000000005"))).isTrue();
    assertThat(decimal).hasToString("0");
    assertThat(decimal.set(new BigDecimal("0.0000000000000000015"))).isTrue();
    assertThat(decimal).hasToString("0.000000000000000002");
  }
}
