package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads times by a pattern of {@link DateTimeFormatter}, in upper and lower case; brackets around
 * it do not matter, a day may be padded with a blank, and a month may be written out or not. A text
 * that is the same as the one before costs a comparison, any other about a microsecond and some
 * garbage.
 */
final class PatternTime implements TimeText {
  private static final int LONGEST = 100;

  private final String pattern;
  private final DateTimeFormatter formatter;
  private final ZoneId defaultZone;

  /** Null if the pattern has a year. */
  private final @Nullable YearlessTime yearless;

  private final MonthNames months;

  /** How the text was written that was read last; mostly the next one is too. */
  private PaddedText padding = PaddedText.AS_IS;

  private boolean monthsTranslated;
  private byte[] last = {};
  private long millis;

  /**
   * By {@code pattern}, with the names of {@code locale}.
   *
   * @param defaultZone the zone of texts that name none
   * @param readTime tells the year of those that name none
   * @throws IllegalArgumentException if it is no pattern, or leaves out what a time needs
   */
  PatternTime(String pattern, ZoneId defaultZone, Locale locale, ReadTime readTime) {
    this.pattern = pattern;
    this.formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern)
            .toFormatter(locale);
    this.defaultZone = defaultZone;
    this.months = new MonthNames(withoutTexts(pattern), locale);
    boolean year = withoutTexts(pattern).matches(".*[yuYGg].*");
    this.yearless = year ? null : new YearlessTime(readTime, defaultZone);
    byte[] sample = sample();
    if (!parse(sample, 0, sample.length)) {
      throw new IllegalArgumentException("a time needs a month and a day");
    }
  }

  private static String withoutTexts(String pattern) {
    return pattern.replaceAll("'[^']*'", "");
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
    boolean same = to - from == last.length && Scan.isAt(bytes, from, to, last);
    if (!same && !parseNew(bytes, from, to)) {
      return false;
    }
    if (yearless != null && last.length > 0) {
      millis = yearless.millis();
    }
    return last.length > 0;
  }

  private boolean parseNew(byte[] bytes, int from, int to) {
    if (to - from > LONGEST || from == to) {
      return false;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    String usual = monthsTranslated ? months.translate(text) : text;
    if (!readPadded(usual)) {
      String other = monthsTranslated ? text : months.translate(text);
      if (other.equals(usual) || !readPadded(other)) {
        return false;
      }
      monthsTranslated = !monthsTranslated;
    }
    last = Arrays.copyOfRange(bytes, from, to);
    return true;
  }

  private boolean readPadded(String text) {
    if (read(text, padding)) {
      return true;
    }
    for (PaddedText tried : PaddedText.values()) {
      if (tried != padding && read(text, tried)) {
        padding = tried;
        return true;
      }
    }
    return false;
  }

  private boolean read(String text, PaddedText as) {
    String written = as.of(text);
    if (written == null) {
      return false;
    }
    try {
      if (yearless != null) {
        TemporalAccessor parsed = formatter.parse(written);
        boolean clock = parsed.isSupported(ChronoField.NANO_OF_DAY);
        yearless.set(
            MonthDay.from(parsed),
            clock ? LocalTime.from(parsed) : LocalTime.MIDNIGHT,
            parsed.query(TemporalQueries.zone()));
      } else {
        millis =
            millis(
                formatter.parseBest(
                    written, ZonedDateTime::from, LocalDateTime::from, LocalDate::from));
      }
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
  public String form() {
    return "by the pattern " + pattern;
  }

  @Override
  public long millis() {
    return millis;
  }
}
