package io.github.flumeaggregation.core.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random patterns on random texts: java.util.regex must find the same. */
@Tag("search")
class RegexAgainstJavaTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 2_000);
  private static final int TEXTS = 6;
  private static final String NOTHING = "nothing";
  private static final String INCOMPARABLE = "incomparable";

  private final long seed = Long.getLong("test.seed", 20261122);

  /** What Java finds: the texts of all groups. */
  private static String java(String pattern, String text) {
    // Java 17 takes letters beyond ASCII for words at boundaries, though not in classes.
    boolean boundary = pattern.contains("\\b") || pattern.contains("\\B");
    if (boundary && text.chars().anyMatch(c -> c >= 0x80)) {
      return INCOMPARABLE;
    }
    Matcher matcher = Pattern.compile(pattern, Pattern.UNIX_LINES).matcher(new BudgetedText(text));
    try {
      if (!matcher.find()) {
        return NOTHING;
      }
    } catch (BudgetedText.SpentException e) {
      return INCOMPARABLE;
    }
    StringBuilder groups = new StringBuilder();
    for (int group = 1; group <= matcher.groupCount(); group++) {
      groups.append(matcher.group(group) == null ? "-" : matcher.group(group)).append('|');
    }
    return groups.toString();
  }

  @Test
  void search_agreesOnWhetherThePatternOccurs() {
    RandomPattern patterns = new RandomPattern(new Random(seed), false);
    for (int i = 0; i < ROUNDS; i++) {
      String pattern = patterns.next();
      RegexSearch search = Regex.compile(pattern).search();
      for (int j = 0; j < TEXTS; j++) {
        String text = patterns.text();
        byte[] bytes = ("a" + text + "b").getBytes(StandardCharsets.UTF_8);
        String expected = java(pattern, text);
        if (!expected.equals(INCOMPARABLE)) {
          assertThat(search.find(bytes, 1, bytes.length - 1))
              .as("'%s' in '%s', seed %d", pattern, text, seed)
              .isEqualTo(!expected.equals(NOTHING));
        }
      }
    }
  }

  @Test
  void captures_agreeOnThePlacesOfAllGroups() {
    RandomPattern patterns = new RandomPattern(new Random(seed), true);
    for (int i = 0; i < ROUNDS; i++) {
      String pattern = "(" + patterns.next() + ")";
      Regex regex = Regex.compile(pattern);
      RegexCaptures captures = regex.captures();
      for (int j = 0; j < TEXTS; j++) {
        String text = patterns.text();
        byte[] bytes = ("a" + text + "b").getBytes(StandardCharsets.UTF_8);
        String expected = java(pattern, text);
        if (!expected.equals(INCOMPARABLE)) {
          boolean found = captures.find(bytes, 1, bytes.length - 1);
          assertThat(groups(found, captures, bytes, regex.groups().size()))
              .as("'%s' in '%s', seed %d", pattern, text, seed)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static String groups(boolean found, RegexCaptures captures, byte[] bytes, int count) {
    if (!found) {
      return NOTHING;
    }
    StringBuilder groups = new StringBuilder();
    for (int group = 1; group <= count; group++) {
      int start = captures.start(group);
      groups.append(
          start < 0
              ? "-"
              : new String(bytes, start, captures.end(group) - start, StandardCharsets.UTF_8));
      groups.append('|');
    }
    return groups.toString();
  }
}
