package io.github.flumeaggregation.core.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

/** Random numbers within the range of {@link Decimal}, of very different sizes. */
final class Decimals {
  private Decimals() {}

  static BigDecimal random(Random random) {
    int digits = random.nextInt(55);
    BigInteger unscaled =
        new BigInteger(185, random)
            .mod(BigInteger.TEN.pow(digits))
            .subtract(BigInteger.valueOf(random.nextInt(3)));
    int least = Math.max(digits - Decimal.MAX_WHOLE_DIGITS, 0);
    int scale = least + random.nextInt(Decimal.MAX_DIGITS - least + 1);
    BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    return value.precision() - value.scale() <= Decimal.MAX_WHOLE_DIGITS ? value : BigDecimal.ONE;
  }
}
