package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression over UTF-8 bytes whose matching takes time linear in the text's length,
 * whatever pattern and text are; so no line of a log can make it slow.
 */
public final class Regex {
  /** A class letter without its backslash but with a quantifier: {@code d+}, {@code s*}. */
  private static final Pattern EATEN_CLASS =
      Pattern.compile("(?<![A-Za-z\\\\])[dwsDWS](?:[+*]|\\{[0-9])");

  /** A dot before an extension at the end: {@code .php$}. */
  private static final Pattern EATEN_DOT =
      Pattern.compile("(?<![\\\\\\[\\].)*+?])\\.[a-z][a-z0-9]{1,3}(?=\\$|$|\\))");

  private final Program program;
  private final List<String> groups;

  private Regex(Program program, List<String> groups) {
    this.program = program;
    this.groups = groups;
  }

  /**
   * Compiles a pattern: literals; {@code .} (any character but the line feed); classes {@code
   * [a-z]}, {@code [^"]}, {@code [[:digit:]]}; {@code \d \w \s} (ASCII) and their negations {@code
   * \D \W \S}; {@code \t \n \r \f \xHH \\uHHHH}, and a backslash before any sign; groups {@code
   * (..)}, {@code (?:..)}, {@code (?<name>..)}; {@code |}; {@code * + ? {m} {m,} {m,n}}, each lazy
   * with {@code ?} after it; {@code ^ $} (start and end of the text), {@code \b \B} (ASCII words);
   * {@code (?i)} (ASCII letters) and {@code (?s)} (the dot takes line feeds) for the rest of a
   * group. A byte that is no UTF-8 is one character, U+FFFD.
   *
   * @throws RegexException if it is no pattern, uses what cannot be matched in linear time
   *     (back-references, look-around) or repeats so much that it would be too large
   */
  public static Regex compile(String pattern) {
    RegexParser parser = new RegexParser(pattern);
    Node root = parser.parse();
    return new Regex(new Program(pattern, root), parser.groups());
  }

  /**
   * What is suspicious about a pattern from a Java properties file, which loses each backslash that
   * is not doubled; null if nothing is.
   */
  public static @Nullable String suspicion(String pattern) {
    Matcher letter = EATEN_CLASS.matcher(pattern);
    if (letter.find()) {
      return "'"
          + letter.group().charAt(0)
          + "' is a plain letter here; properties files eat backslashes: for a class write [0-9],"
          + " [a-z] or two backslashes";
    }
    Matcher dot = EATEN_DOT.matcher(pattern);
    if (dot.find()) {
      return "'"
          + dot.group()
          + "' begins with any character; properties files eat backslashes: for a dot write [.]"
          + dot.group().substring(1);
    }
    return null;
  }

  /** The names of the groups, in the order of their opening; an empty one for each unnamed. */
  public List<String> groups() {
    return groups;
  }

  /** A machine that tells whether the pattern occurs in a text. */
  public RegexSearch search() {
    return new RegexSearch(program);
  }

  /** A machine that tells where the pattern and its groups occur in a text. */
  public RegexCaptures captures() {
    return new RegexCaptures(program, groups.size());
  }
}
