package io.github.flumeaggregation.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functions agree with plain Java on random texts, numbers and times. */
@Tag("search")
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
  void choices() {
    Evaluator both = new Evaluator("concat(a, b, \"-\", a)");
    Evaluator first = new Evaluator("coalesce(after(a, \"/\"), after(b, \"/\"), c)");
    for (int i = 0; i < CASES; i++) {
      String a = text();
      String b = text();
      String c = text();
      assertThat(both.of(a, b, c)).isEqualTo(a + b + "-" + a);
      assertThat(first.of(a, b, c))
          .as("%s, %s, %s", a, b, c)
          .isEqualTo(afterSlash(a, afterSlash(b, c)));
    }
  }

  private static String afterSlash(String text, String otherwise) {
    int slash = text.indexOf('/');
    return slash < 0 ? otherwise : text.substring(slash + 1);
  }

  @Test
  void depths() {
    for (int depth = 1; depth < 5; depth++) {
      int most = depth;
      compare("depth(a, " + depth + ")", text -> depth(text.split("[?#]", 2)[0], most));
    }
  }

  private static String depth(String path, int most) {
    int slashes = path.startsWith("/") ? most : most - 1;
    String[] parts = path.split("/", -1);
    return String.join("/", Arrays.copyOf(parts, Math.min(parts.length, slashes + 1)));
  }

  @Test
  void hosts() {
    String[] users = {"", "me@", "me:pw@"};
    String[] hosts = {"www.example.com", "EXAMPLE.com", "10.0.0.1", "[2001:db8::1]", "a-b.c"};
    String[] ports = {"", ":8443", ":"};
    String[] rests = {"", "/", "/x?y=http://z", "?q", "#f", "/a@b:7"};
    for (String user : users) {
      for (String host : hosts) {
        for (String port : ports) {
          for (String rest : rests) {
            String url = "https://" + user + host + port + rest;
            assertThat(new Evaluator("host(a)").of(url))
                .as(url)
                .isEqualTo(URI.create(url).getHost());
          }
        }
      }
    }
  }

  @Test
  void buckets() {
    for (int round = 0; round < CASES / 100; round++) {
      TreeSet<BigDecimal> edges = new TreeSet<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        edges.add(number().stripTrailingZeros());
      }
      String list = edges.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(", "));
      Evaluator bucket = new Evaluator("bucket(a, " + list + ")");
      for (int i = 0; i < 100; i++) {
        BigDecimal value = random.nextInt(4) == 0 ? edges.first() : number();
        @Nullable BigDecimal edge = edges.ceiling(value);
        assertThat(bucket.of(value.toPlainString()))
            .as("%s in %s", value, list)
            .isEqualTo(edge == null ? "+Inf" : edge.toPlainString());
      }
    }
  }

  private BigDecimal number() {
    return BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(19));
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
  void replacements() {
    for (String pattern :
        new String[] {
          "[a-z]+", "/", "(/)(.)?", "a|B|7", "", "q*", "(é|İ)+?", "^.", ".$", "(.*?)=", "[^/]*"
        }) {
      String with = pattern.contains("(") ? "<$1$0>" : "$0-";
      Evaluator evaluator = new Evaluator("replace(a, \"" + pattern + "\", \"" + with + "\")");
      for (int i = 0; i < CASES; i++) {
        // Java finds matches of nothing within a surrogate pair.
        String text = text().replace("😀", "ñ");
        assertThat(evaluator.of(text))
            .as("%s in %s", pattern, text)
            .isEqualTo(Pattern.compile(pattern).matcher(text).replaceAll(with));
      }
    }
  }

  @Test
  void longText_isReplacedInLinearTime() {
    String text = "ab/".repeat(20_000);
    assertThat(new Evaluator("replace(a, \"(a+)(b|c)*\", \"x\")").of(text))
        .isEqualTo("x/".repeat(20_000));
    byte[] huge = "é1".repeat(400_000).getBytes(UTF_8);
    assertThat(new Evaluator("replace(a, \"[0-9]\", \"\")").at(Evaluator.NO_TIME, huge))
        .isEqualTo("é".repeat(32_768).getBytes(UTF_8));
  }

  @Test
  void remainders() {
    Evaluator mod = new Evaluator("mod(a, b)");
    for (int i = 0; i < CASES; i++) {
      BigDecimal a = number();
      BigDecimal b = number();
      @Nullable String expected = null;
      if (b.signum() != 0) {
        BigDecimal rest = a.subtract(b.multiply(a.divide(b, 0, RoundingMode.FLOOR)));
        expected = rest.signum() == 0 ? "0" : rest.stripTrailingZeros().toPlainString();
      }
      assertThat(mod.of(a.toPlainString(), b.toPlainString()))
          .as("%s, %s", a, b)
          .isEqualTo(expected);
    }
  }

  @Test
  void networks() throws UnknownHostException {
    for (int i = 0; i < CASES / 10; i++) {
      byte[] bytes = randomAddress();
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      if (bytes.length == 16 && random.nextBoolean()) {
        text = text.replaceFirst("(^|:)0(:0)*(:|$)", "::");
      }
      int bits = random.nextInt(bytes.length * 8 + 1);
      @Nullable
      String net = new Evaluator("subnet(a, " + Math.min(32, bits) + ", " + bits + ")").of(text);
      assertThat(net).as(text).endsWith("/" + bits);
      String first = String.valueOf(net).split("/")[0];
      assertThat(InetAddress.getByName(first).getAddress()).as(text).isEqualTo(masked(bytes, bits));
      assertThat(new Evaluator("inNet(a, \"" + net + "\")").of(text)).as(text).isEqualTo("true");
      byte[] other = bytes.clone();
      int changed = random.nextInt(bytes.length * 8);
      other[changed / 8] ^= (byte) (0x80 >> changed % 8);
      assertThat(
              new Evaluator("inNet(a, \"" + net + "\")")
                  .of(InetAddress.getByAddress(other).getHostAddress()))
          .as("%s in %s", text, net)
          .isEqualTo(String.valueOf(changed >= bits));
    }
  }

  private byte[] randomAddress() {
    byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(bytes);
    bytes[0] |= 1; // so that an address of IPv6 is none of IPv4, with whichever bit changed
    bytes[1] |= 1;
    for (int at = 2; at < bytes.length; at += 2) {
      if (random.nextBoolean()) {
        bytes[at] = 0;
        bytes[at + 1] = 0;
      }
    }
    return bytes;
  }

  private static byte[] masked(byte[] bytes, int bits) {
    byte[] masked = bytes.clone();
    for (int bit = bits; bit < bytes.length * 8; bit++) {
      masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return masked;
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
  void hostileTexts_areWhatJavaSaysWhereJavaCanSayThem() {
    String[] pieces = {
      "\ud83d", "\ude00", "\u0000", "\ufffe", "\u0130", "\ud800\udc00", "/", "", "ﬁ", "e\u0301"
    };
    for (int i = 0; i < CASES; i++) {
      StringBuilder made = new StringBuilder();
      for (int n = random.nextInt(6); n > 0; n--) {
        made.append(pieces[random.nextInt(pieces.length)]);
      }
      // A surrogate alone has no UTF-8; Java writes a question mark.
      String text = new String(made.toString().getBytes(UTF_8), UTF_8);
      assertThat(LENGTH.of(text)).isEqualTo(String.valueOf(text.codePointCount(0, text.length())));
      assertThat(LOWER.of(text)).isEqualTo(mapped(text, Character::toLowerCase));
      assertThat(PART.of(text)).isEqualTo(part(text.split("/", -1), -1));
    }
  }

  @Test
  void textsOfAMebibyte_areWhatJavaSays_cutAtTheBound() {
    for (String unit : new String[] {"a/", "é", "😀b", "7", "/"}) {
      String text = unit.repeat((1 << 20) / unit.getBytes(UTF_8).length);
      byte[] bytes = text.getBytes(UTF_8);
      assertThat(LENGTH.at(Evaluator.NO_TIME, bytes))
          .isEqualTo(String.valueOf(text.codePointCount(0, text.length())).getBytes(UTF_8));
      assertThat(PART.of(text)).isEqualTo(part(text.split("/", -1), -1));
      byte[] upper = mapped(text, Character::toUpperCase).getBytes(UTF_8);
      byte[] cut = new Evaluator("upper(a)").at(Evaluator.NO_TIME, bytes);
      assertThat(cut)
          .hasSizeBetween(65_536 - 3, 65_536)
          .isEqualTo(Arrays.copyOf(upper, cut.length));
      assertThat(new Evaluator("ids(a)").of(text)).isNotNull();
    }
    assertThat(new Evaluator("ids(a)").of("/7".repeat(1 << 19)))
        .startsWith("/:id/:id")
        .hasSize(65_536);
  }

  private static final Evaluator LENGTH = new Evaluator("length(a)");
  private static final Evaluator LOWER = new Evaluator("lower(a)");
  private static final Evaluator PART = new Evaluator("part(a, \"/\", -1)");

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
      BigDecimal number = number();
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
