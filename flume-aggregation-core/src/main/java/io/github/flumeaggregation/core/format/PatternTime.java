package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads times by a pattern of {@link DateTimeFormatter}, with English names. A text that is the
 * same as the one before costs a comparison, any other about a microsecond and some garbage.
 */
final class PatternTime implements TimeText {
  private static final int LONGEST = 100;

  private final DateTimeFormatter formatter;
  private final ZoneId defaultZone;
  private byte[] last = {};
  private long millis;

  /**
   * By {@code pattern}.
   *
   * @param defaultZone the zone of texts that name none
   * @throws IllegalArgumentException if it is no pattern, or leaves out what a time needs
   */
  PatternTime(String pattern, ZoneId defaultZone) {
    this.formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    this.defaultZone = defaultZone;
    byte[] sample = sample();
    if (!parse(sample, 0, sample.length)) {
      throw new IllegalArgumentException("a time needs a year, a month and a day");
    }
  }

  /** A text of this form. */
  private byte[] sample() {
    try {
      return formatter
          .format(ZonedDateTime.of(2000, 10, 10, 10, 10, 10, 0, defaultZone))
          .getBytes(StandardCharsets.UTF_8);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  /** How often {@code part} occurs in a text of this form. */
  int occurrences(byte[] part) {
    byte[] sample = sample();
    int count = 0;
    for (int at = 0; at < sample.length; at++) {
      count += Scan.isAt(sample, at, sample.length, part) ? 1 : 0;
    }
    return count;
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to) {
    if (to - from == last.length && Scan.isAt(bytes, from, to, last)) {
      return last.length > 0;
    }
    if (to - from > LONGEST) {
      return false;
    }
    try {
      String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      millis =
          millis(
              formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from));
      last = Arrays.copyOfRange(bytes, from, to);
      return true;
    } catch (DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  private long millis(TemporalAccessor parsed) {
    if (parsed instanceof ZonedDateTime) {
      return ((ZonedDateTime) parsed).toInstant().toEpochMilli();
    }
    LocalDateTime local =
        parsed instanceof LocalDate ? ((LocalDate) parsed).atStartOfDay() : (LocalDateTime) parsed;
    return local.atZone(defaultZone).toInstant().toEpochMilli();
  }

  @Override
  public long millis() {
    return millis;
  }
}
