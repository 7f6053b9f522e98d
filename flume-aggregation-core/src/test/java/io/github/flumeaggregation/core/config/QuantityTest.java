package io.github.flumeaggregation.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "10s,10000",
    "5m,300000",
    "1h,3600000",
    "1d,86400000",
    "0s,0",
    "10 s,10000"
  })
  void duration_isInMilliseconds(String text, long millis) {
    assertThat(Quantity.DURATION.parse(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"512B,512", "64KiB,65536", "10MiB,10485760", "1GiB,1073741824"})
  void size_isInBytes(String text, long bytes) {
    assertThat(Quantity.SIZE.parse(text)).isEqualTo(bytes);
  }

  @Test
  void missingUnit_isRefused() {
    assertThatThrownBy(() -> Quantity.DURATION.parse("500"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "allowed is a duration with a unit (500ms, 10s, 5m, 1h, 1d); the unit is missing");
  }

  @Test
  void unknownUnit_isRefusedWithTheNearest() {
    assertThatThrownBy(() -> Quantity.SIZE.parse("64KB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "allowed is a size with a unit (512B, 64KiB, 10MiB, 1GiB); unknown unit 'KB'"
                + " (did you mean 'KiB'?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5s", "1e3s", "1s 2m", "1234567890123s"})
  void whatIsNoQuantity_isRefused(String text) {
    assertThatThrownBy(() -> Quantity.DURATION.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("allowed is a duration with a unit (500ms, 10s, 5m, 1h, 1d)");
  }

  @Test
  void tooLargeForMilliseconds_isRefused() {
    assertThatThrownBy(() -> Quantity.DURATION.parse("999999999999d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("; this one is too large");
  }

  @ParameterizedTest
  @CsvSource({
    "1min,m",
    "5minutes,m",
    "2 mins,m",
    "1M,m",
    "10sec,s",
    "10secs,s",
    "1hour,h",
    "2hrs,h",
    "1day,d",
    "7days,d",
    "500msec,ms",
    "500millis,ms"
  })
  void unitFromHabit_getsTheOneThatIsMeant(String text, String unit) {
    assertThatThrownBy(() -> Quantity.DURATION.parse(text))
        .hasMessageEndingWith("(did you mean '" + unit + "'?)");
  }

  @ParameterizedTest
  @CsvSource({"64kb,KiB", "64K,KiB", "10MB,MiB", "10m,MiB", "1G,GiB", "1gb,GiB", "5bytes,B"})
  void sizeFromHabit_getsTheOneThatIsMeant(String text, String unit) {
    assertThatThrownBy(() -> Quantity.SIZE.parse(text))
        .hasMessageEndingWith("(did you mean '" + unit + "'?)");
  }
}
