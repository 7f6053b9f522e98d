package io.github.flumeaggregation.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Functions agree with plain Java on random texts, numbers and times. */
class FunctionsModelTest {
  private static final int CASES = 20_000;
  private static final String[] PIECES = {
    "a", "B", "7", "/", "//", "é", "İ", "ß", "😀", " ", "\t", "?", "&q=", "q", "=", "%41", "%", "+",
    "#"
  };

  private final Random random = new Random(20_261_126);

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private void compare(String expression, UnaryOperator<@Nullable String> model) {
    Evaluator evaluator = new Evaluator(expression);
    for (int i = 0; i < CASES; i++) {
      String text = text();
      assertThat(evaluator.of(text))
          .as("%s of '%s'", expression, text)
          .isEqualTo(model.apply(text));
    }
  }

  private static String mapped(String text, java.util.function.IntUnaryOperator change) {
    return text.codePoints()
        .map(change)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void texts() {
    compare("lower(a)", text -> mapped(text, Character::toLowerCase));
    compare("upper(a)", text -> mapped(text, Character::toUpperCase));
    compare("trim(a)", String::trim);
    compare("length(a)", text -> String.valueOf(text.codePointCount(0, text.length())));
    compare("before(a, \"//\")", text -> text.split("//", 2)[0]);
    compare("after(a, \"//\")", text -> text.contains("//") ? text.split("//", 2)[1] : null);
  }

  @Test
  void partsAndCharacters() {
    for (int number : new int[] {1, 2, 3, -1, -2, -3}) {
      compare("part(a, \"/\", " + number + ")", text -> part(text.split("/", -1), number));
      compare("substr(a, " + number + ", 2)", text -> substr(text, number));
    }
  }

  private static @Nullable String part(String[] parts, int number) {
    int index = number > 0 ? number - 1 : parts.length + number;
    return index >= 0 && index < parts.length ? parts[index] : null;
  }

  private static String substr(String text, int from) {
    int[] points = text.codePoints().toArray();
    int start = from > 0 ? Math.min(from - 1, points.length) : Math.max(0, points.length + from);
    int end = Math.min(points.length, start + 2);
    int[] part = Arrays.copyOfRange(points, start, end);
    return new String(part, 0, part.length);
  }

  @Test
  void parameters() {
    compare("param(a, \"q\")", FunctionsModelTest::param);
  }

  private static @Nullable String param(String target) {
    String query = target.split("#", 2)[0];
    for (String pair : query.substring(query.indexOf('?') + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (decoded(parts[0]).equals("q")) {
        return parts.length < 2 ? "" : decoded(parts[1]);
      }
    }
    return null;
  }

  /** A percent sign that begins no code is one. */
  private static String decoded(String text) {
    String sound = Pattern.compile("%(?![0-9a-fA-F]{2})").matcher(text).replaceAll("%25");
    return URLDecoder.decode(sound, UTF_8);
  }

  @Test
  void hostileBytes_stayAsTheyAre() {
    Evaluator lower = new Evaluator("lower(a)");
    Evaluator whole = new Evaluator("concat(substr(a, 1, 3), substr(a, 4))");
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      byte[] lowered = lower.at(Evaluator.NO_TIME, bytes);
      assertThat(whole.at(Evaluator.NO_TIME, bytes)).isEqualTo(bytes);
      assertThat(lower.at(Evaluator.NO_TIME, lowered)).isEqualTo(lowered);
    }
  }

  @Test
  void numbers() {
    for (int decimals : new int[] {0, 1, 2, 17, 18}) {
      compareNumbers("round(a, " + decimals + ")", decimals, RoundingMode.HALF_UP);
    }
    compareNumbers("floor(a)", 0, RoundingMode.FLOOR);
    compareNumbers("ceil(a)", 0, RoundingMode.CEILING);
  }

  private void compareNumbers(String expression, int decimals, RoundingMode mode) {
    Evaluator evaluator = new Evaluator(expression);
    for (int i = 0; i < CASES; i++) {
      BigDecimal number =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(19));
      BigDecimal rounded = number.setScale(decimals, mode);
      assertThat(evaluator.of(number.toPlainString()))
          .as("%s of %s", expression, number)
          .isEqualTo(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
    }
  }

  @Test
  void times() {
    for (String zone :
        new String[] {"UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"}) {
      Evaluator hour = new Evaluator("hour(time, \"" + zone + "\")");
      Evaluator minute = new Evaluator("minute(time, \"" + zone + "\")");
      Evaluator weekday = new Evaluator("weekday(time, \"" + zone + "\")");
      Evaluator date = new Evaluator("date(time, \"" + zone + "\")");
      for (int i = 0; i < CASES / 4; i++) {
        long millis = (long) (random.nextGaussian() * 2e12);
        ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(ZoneId.of(zone));
        assertThat(text(hour, millis)).isEqualTo(String.valueOf(local.getHour()));
        assertThat(text(minute, millis)).isEqualTo(String.valueOf(local.getMinute()));
        assertThat(text(weekday, millis))
            .isEqualTo(String.valueOf(DayOfWeek.from(local).getValue()));
        assertThat(text(date, millis)).isEqualTo(local.toLocalDate().toString());
      }
    }
  }

  private static String text(Evaluator evaluator, long millis) {
    byte[] value = evaluator.at(millis);
    return value == null ? "" : new String(value, UTF_8);
  }
}
