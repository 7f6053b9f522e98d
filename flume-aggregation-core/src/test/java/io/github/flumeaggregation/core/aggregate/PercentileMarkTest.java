package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentileMarkTest {
  private static final String[] PERCENTS = {
    "0.0001", "0.1", "1", "50", "50.0", "99", "99.9", "99.9999", "99.99999", "99.99999999999999999"
  };

  @Test
  void rank_isTheShareOfAllRoundedUp() {
    Random random = new Random(1);
    for (String text : PERCENTS) {
      BigDecimal percent = new BigDecimal(text);
      for (int i = 0; i < 2_000; i++) {
        long total = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
        long expected =
            BigDecimal.valueOf(total)
                .multiply(percent)
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .longValueExact();
        assertThat(PercentileMark.rank(percent, total))
            .as("p%s of %d", text, total)
            .isEqualTo(expected);
      }
    }
  }
}
