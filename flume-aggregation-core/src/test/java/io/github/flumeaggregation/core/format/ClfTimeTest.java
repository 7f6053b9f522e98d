package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClfTimeTest {
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ROOT);

  private final ClfTime time = new ClfTime();

  private boolean parse(String text) {
    return time.parse(("[" + text).getBytes(ISO_8859_1), 1);
  }

  @Test
  void randomTimes_agreeWithJavaTime() {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    long from = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    long to = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();
    long second = 0;
    for (int i = 0; i < 20_000; i++) {
      // Mostly near the one before, so that what is kept from it is used.
      second =
          random.nextInt(4) > 0
              ? Math.min(to, second + random.nextInt(200) - 50)
              : from + (long) (random.nextDouble() * (to - from));
      ZoneOffset zone = ZoneOffset.ofTotalSeconds((random.nextInt(73) - 36) * 1_800);
      String text = CLF.format(Instant.ofEpochSecond(second).atOffset(zone));
      assertThat(parse(text)).as("%s, seed %d", text, seed).isTrue();
      assertThat(time.millis()).as("%s, seed %d", text, seed).isEqualTo(second * 1_000);
    }
  }

  @Test
  void everyDayOfFourCenturies_agreesWithJavaTime() {
    long from = Instant.parse("1899-12-31T12:34:56Z").getEpochSecond();
    for (int day = 0; day < 146_100; day++) {
      Instant instant = Instant.ofEpochSecond(from + day * 86_400L);
      assertThat(parse(CLF.format(instant.atOffset(ZoneOffset.UTC)))).isTrue();
      assertThat(time.millis()).isEqualTo(instant.toEpochMilli());
    }
  }

  @Test
  void leapSecond_isTheNextMinutesFirst() {
    assertThat(parse("31/Dec/2016:23:59:60 +0000")).isTrue();
    assertThat(time.millis()).isEqualTo(Instant.parse("2017-01-01T00:00:00Z").toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({"29/Feb/2000,true", "29/Feb/2024,true", "29/Feb/1900,false", "29/Feb/2023,false"})
  void leapDays_areThoseOfTheCalendar(String date, boolean exists) {
    assertThat(parse(date + ":00:00:00 +0000")).isEqualTo(exists);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00/Oct/2000:13:55:36 -0700", "31/Nov/2000:13:55:36 -0700", "10/Okt/2000:13:55:36 -0700",
        "10/Okt/2000:13:55:36 -0700", "10/Oct/2000:24:55:36 -0700", "10/Oct/2000:13:60:36 -0700",
        "10/Oct/2000:13:55:61 -0700", "10/Oct/2000:13:55:36 x0700", "10/Oct/2000:13:55:36 -2400",
        "10/Oct/2000:13:55:36 -0760", "10-Oct-2000:13:55:36 -0700", "10/Oct/2000 13:55:36 -0700",
        "10/Oct/20x0:13:55:36 -0700", "1 /Oct/2000:13:55:36 -0700", "10/ctN/2000:13:55:36 -0700"
      })
  void whatIsNoTime_isRefused(String text) {
    assertThat(parse(text)).isFalse();
    assertThat(parse("10/Oct/2000:13:55:00 -0700")).isTrue();
    assertThat(parse(text)).isFalse();
    assertThat(time.millis()).isEqualTo(971_211_300_000L);
  }

  @Test
  void bytesOfZero_areNoTime() {
    assertThat(parse(new String(new char[26]))).isFalse();
    assertThat(parse(new String(new char[18]) + "00" + new String(new char[6]))).isFalse();
  }
}
