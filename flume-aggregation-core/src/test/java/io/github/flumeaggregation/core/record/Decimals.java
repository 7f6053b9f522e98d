package io.github.flumeaggregation.core.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

/** Random numbers within the range of {@link Decimal}, of very different sizes. */
final class Decimals {
  private Decimals() {}

  static BigDecimal random(Random random) {
    int digits = random.nextInt(37);
    BigInteger unscaled =
        new BigInteger(125, random)
            .mod(BigInteger.TEN.pow(digits))
            .subtract(BigInteger.valueOf(random.nextInt(3)));
    int scale = Math.max(digits - 18, 0) + random.nextInt(18 - Math.max(digits - 18, 0) + 1);
    BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    return value.abs().compareTo(BigDecimal.ONE.movePointRight(18)) < 0 ? value : BigDecimal.ONE;
  }
}
