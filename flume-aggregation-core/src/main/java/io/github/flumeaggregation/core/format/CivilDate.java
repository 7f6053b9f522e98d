package io.github.flumeaggregation.core.format;

/**
 * Dates of the proleptic Gregorian calendar as days since the epoch, without allocation. The year
 * is counted from March, so that the leap day is its last; 400 years have 146,097 days.
 */
final class CivilDate {
  private static final int DAYS_PER_400_YEARS = 146_097;
  private static final int DAYS_TO_EPOCH = 719_468;

  private CivilDate() {}

  /** Whether there is such a date, the year being at least 0. */
  static boolean isValid(int year, int month, int day) {
    return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= length(year, month);
  }

  private static int length(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Days from 1970-01-01 to the date, which must be valid. */
  static long epochDay(int year, int month, int day) {
    int marchYear = month > 2 ? year : year - 1;
    int marchMonth = month > 2 ? month - 3 : month + 9;
    int era = Math.floorDiv(marchYear, 400);
    int yearOfEra = marchYear - era * 400;
    int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (long) era * DAYS_PER_400_YEARS + dayOfEra - DAYS_TO_EPOCH;
  }
}
