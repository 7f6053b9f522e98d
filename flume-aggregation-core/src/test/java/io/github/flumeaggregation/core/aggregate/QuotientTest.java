package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotientTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 50_000);

  @ParameterizedTest
  @CsvSource({
    "3, 2",
    "-3, 2",
    "1, 3",
    "2, 3",
    "0, 7",
    "10, 1",
    "100, 10",
    "1000000, 1000",
    "0.000, 3",
    "36.900, 300",
    "36.901, 300",
    "1E+3, 7",
    "1000000000000005, 10",
    "1000000000000015, 10",
    "9999999999999999, 2",
    "999999999999999999, 1",
    "999999999999999999, 999999999999999999",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775807, 1",
    "-9223372036854775808, 3",
    "123456789012345678901234567890, 7",
    "0.000000000000000001, 3",
    "19999999999999999, 2"
  })
  void quotient_isThatOfBigDecimal(BigDecimal dividend, long divisor) {
    assertThat(Quotient.of(dividend, divisor)).isEqualTo(expected(dividend, divisor));
  }

  private static BigDecimal expected(BigDecimal dividend, long divisor) {
    return dividend.divide(BigDecimal.valueOf(divisor), Numbers.QUOTIENT);
  }

  @Test
  void randomQuotients_areThoseOfBigDecimal() {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      long unscaled = random.nextLong() >> random.nextInt(63);
      BigDecimal dividend = BigDecimal.valueOf(unscaled, random.nextInt(20));
      long divisor = Math.max(1, (random.nextLong() >>> 1) >> random.nextInt(63));
      if (random.nextBoolean()) {
        divisor = roundNumber(random);
      }
      assertThat(Quotient.of(dividend, divisor))
          .as("seed %s: %s / %s", seed, dividend, divisor)
          .isEqualTo(expected(dividend, divisor));
    }
  }

  /** Powers of two and five, by which division is often exact or half way. */
  private static long roundNumber(Random random) {
    return Math.round(Math.pow(2, random.nextInt(30)) * Math.pow(5, random.nextInt(10)));
  }
}
