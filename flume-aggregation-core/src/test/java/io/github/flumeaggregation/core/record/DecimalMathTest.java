package io.github.flumeaggregation.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class DecimalMathTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 20_000);

  private final DecimalMath math = new DecimalMath();

  private interface Operation {
    boolean apply(Decimal left, Decimal right, Decimal into);
  }

  @Test
  void randomSums_agreeWithBigDecimal() {
    agree(math::add, BigDecimal::add);
  }

  @Test
  void randomDifferences_agreeWithBigDecimal() {
    agree(math::subtract, BigDecimal::subtract);
  }

  @Test
  void randomProducts_agreeWithBigDecimal() {
    agree(math::multiply, BigDecimal::multiply);
  }

  @Test
  void randomQuotients_agreeWithBigDecimal() {
    agree(math::divide, (a, b) -> b.signum() == 0 ? null : a.divide(b, 18, RoundingMode.HALF_EVEN));
  }

  private static void agree(Operation operation, BinaryOperator<BigDecimal> oracle) {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      BigDecimal a = Decimals.random(random);
      BigDecimal b = Decimals.random(random);
      Decimal expected = Decimal.of("42");
      BigDecimal result = oracle.apply(a, b);
      boolean inRange = result != null && expected.set(result);
      Decimal actual = Decimal.of("42");
      assertThat(operation.apply(decimal(a), decimal(b), actual))
          .as("%s and %s, seed %d", a, b, seed)
          .isEqualTo(inRange);
      assertThat(actual).as("%s and %s, seed %d", a, b, seed).isEqualTo(expected);
    }
  }

  private static Decimal decimal(BigDecimal value) {
    return Decimal.of(value.toPlainString());
  }

  @Test
  void halves_areRoundedToEven() {
    Decimal result = new Decimal();

    assertThat(math.multiply(Decimal.of("0.000000000000000001"), Decimal.of("0.5"), result))
        .isTrue();
    assertThat(result).hasToString("0");
    assertThat(math.multiply(Decimal.of("0.000000000000000003"), Decimal.of("-0.5"), result))
        .isTrue();
    assertThat(result).hasToString("-0.000000000000000002");
    assertThat(math.divide(Decimal.of("0.000000000000000005"), Decimal.of("2"), result)).isTrue();
    assertThat(result).hasToString("0.000000000000000002");
    assertThat(math.divide(Decimal.of("2"), Decimal.of("3"), result)).isTrue();
    assertThat(result).hasToString("0.666666666666666667");
  }

  @Test
  void overflow_leavesTheResultAlone() {
    Decimal largest = Decimal.of("9".repeat(36) + "." + "9".repeat(18));
    Decimal smallest = Decimal.of("0.000000000000000001");
    Decimal result = Decimal.of("42");

    assertThat(math.add(largest, smallest, result)).isFalse();
    assertThat(math.multiply(largest, largest, result)).isFalse();
    assertThat(math.divide(largest, smallest, result)).isFalse();
    assertThat(math.divide(largest, new Decimal(), result)).isFalse();
    assertThat(result).isEqualTo(Decimal.of("42"));
    assertThat(math.divide(largest, largest, result)).isTrue();
    assertThat(result).isEqualTo(Decimal.of("1"));
  }

  @Test
  void resultMayBeAnOperand() {
    Decimal value = Decimal.of("1.5");

    assertThat(math.multiply(value, value, value)).isTrue();
    assertThat(value).hasToString("2.25");
    assertThat(math.divide(value, value, value)).isTrue();
    assertThat(value).hasToString("1");
    assertThat(math.subtract(value, value, value)).isTrue();
    assertThat(value).hasToString("0");
  }
}
