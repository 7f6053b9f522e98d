package io.github.flumeaggregation.core.regex;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  private static boolean occurs(String pattern, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    boolean found = Regex.compile(pattern).search().find(bytes, 0, bytes.length);
    assertThat(Regex.compile(pattern).captures().find(bytes, 0, bytes.length)).isEqualTo(found);
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "^/api/, /api/v1, true",
    "^/api/, /v1/api/, false",
    "[.]php$, /a.php, true",
    "[.]php$, /aphp, false",
    "(?i)firefox|chrome, Mozilla CHROME/1, true",
    "'^[0-9]{3}$', 200, true",
    "'^[0-9]{3}$', 2000, false",
    "'a{,2}', 'a{,2}', true",
    "[]a]+, ], true",
    "[^]a]+, ]a, false",
    "[a-], -, true",
    "^$, x, false"
  })
  void pattern_occursOrNot(String pattern, String text, boolean expected) {
    assertThat(occurs(pattern, text)).isEqualTo(expected);
  }

  @Test
  void emptyText_isMatchedByWhatMayBeEmpty() {
    assertThat(occurs("", "")).isTrue();
    assertThat(occurs("^a*$", "")).isTrue();
    assertThat(occurs("a", "")).isFalse();
    assertThat(occurs("\\b", "")).isFalse();
  }

  @Test
  void byteThatIsNoUtf8_isOneCharacter() {
    byte[] latin1 = "a\u00e4b".getBytes(ISO_8859_1);

    assertThat(Regex.compile("^a.b$").search().find(latin1, 0, 3)).isTrue();
    assertThat(Regex.compile("^a[^x]b$").captures().find(latin1, 0, 3)).isTrue();
    assertThat(Regex.compile("\u00e4").search().find(latin1, 0, 3)).isFalse();
  }

  @Test
  void namedGroups_areFoundWhereTheyStand() {
    Regex regex = Regex.compile("(?<client>\\S+) (-) (?P<user>\\S+)?");
    byte[] line = "x 10.0.0.1 - bob y".getBytes(UTF_8);
    RegexCaptures captures = regex.captures();

    assertThat(regex.groups()).containsExactly("client", "", "user");
    assertThat(captures.find(line, 0, line.length)).isTrue();
    assertThat(new String(line, captures.start(1), captures.end(1) - captures.start(1), UTF_8))
        .isEqualTo("10.0.0.1");
    assertThat(new String(line, captures.start(3), captures.end(3) - captures.start(3), UTF_8))
        .isEqualTo("bob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a | character 1 of the pattern '(a': the ')' to this group is missing",
        "a) | character 2 of the pattern 'a)': there is no group for this ')' to close",
        "*a | character 1 of the pattern '*a': there is nothing here to repeat",
        "a** | a repetition of a repetition needs a group",
        "a*+ | a repetition of a repetition needs a group",
        "^* | there is nothing here to repeat",
        "[a | the ']' to this class is missing",
        "[z-a] | no range of characters",
        "[[:letter:]] | of classes within classes there are [:alnum:]",
        "(a)\\1 | back-references are not supported",
        "(?=a) | (?= is not supported: it cannot be matched in linear time",
        "(?<!a) | (?<! is not supported",
        "(?>a) | (?> is not supported",
        "(?m)a | allowed after (? are :, <name>, and the flags i and s",
        "\\p{L} | \\p is not supported here",
        "(?<a>b)(?<a>c) | there is already a group 'a'",
        "(?<1>b) | allowed in a group's name are letters",
        "a{3,2} | the first number is larger than the second",
        "a{1001} | allowed are at most 1000 repetitions",
        "((a{1000}){1000}) | too large"
      })
  void whatIsNoPattern_isRefusedWithThePlace(String pattern, String fault) {
    assertThatThrownBy(() -> Regex.compile(pattern))
        .isInstanceOf(RegexException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void deepNesting_isRefused() {
    assertThatThrownBy(() -> Regex.compile("(".repeat(10_000)))
        .isInstanceOf(RegexException.class)
        .hasMessageContaining("nested more than 100 deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d+", "^/[a-z]+/d{3}", "(s*)", ".php$", "^/a.html", "(x.js)"})
  void patternWithoutItsBackslashes_isSuspicious(String pattern) {
    assertThat(Regex.suspicion(pattern)).contains("properties files eat backslashes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\d+", "[0-9]+", "add+", "[.]php$", "\\.php$", ".*", "^/api/", "a.+php$"})
  void usualPattern_isNot(String pattern) {
    assertThat(Regex.suspicion(pattern)).isNull();
  }

  @Test
  void statesThatDoNotFit_areDroppedAndMadeAgain() {
    // The machine needs 2^13 states, more than the table holds.
    Regex regex = Regex.compile("[ab]*a[ab]{13}c");
    Pattern java = Pattern.compile("a[ab]{13}c");
    StringBuilder text = new StringBuilder();
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 200_000; i++) {
      text.append(random.nextInt(40) == 0 ? 'c' : random.nextBoolean() ? 'a' : 'b');
    }
    RegexSearch search = regex.search();
    for (int from = 0; from + 400 < text.length(); from += 400) {
      byte[] part = text.substring(from, from + 400).getBytes(UTF_8);
      assertThat(search.find(part, 0, part.length))
          .isEqualTo(java.matcher(new String(part, UTF_8)).find());
    }
  }

  @Test
  void hostileTexts_takeTimeInProportionToTheirLength() {
    for (String pattern :
        Arrays.asList(
            "(a+)+$",
            "(a|aa)+$",
            "(a|b|ab)*c",
            "(.*)(.*)(.*)x",
            "(x+x+)+y",
            "\\S+ \\S+ foo",
            "(?:[^\"\\\\]|\\\\.)*\"",
            "(a?){30}a{30}",
            "^(([a-z])+.)+[A-Z]([a-z])+$")) {
      byte[] text = "a".repeat(1 << 20).getBytes(UTF_8);
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Regex.compile(pattern).search().find(text, 0, text.length);
      Regex.compile(pattern).captures().find(text, 0, text.length);
      // Quadratic time would be minutes, of which a machine under load takes none from us.
      assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
          .as(pattern)
          .isLessThan(10_000_000_000L);
    }
  }
}
