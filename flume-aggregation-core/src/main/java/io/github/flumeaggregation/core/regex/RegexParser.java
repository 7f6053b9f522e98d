package io.github.flumeaggregation.core.regex;

import java.util.ArrayList;
import java.util.List;

/** Recursive descent over the syntax that {@link Regex#compile} describes. */
final class RegexParser {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_REPEAT = 1_000;

  private final PatternText text;
  private final ClassParser classes;
  private final List<String> groups = new ArrayList<>();
  private boolean ignoresCase;
  private boolean dotTakesAll;
  private int depth;

  RegexParser(String pattern) {
    text = new PatternText(pattern);
    classes = new ClassParser(text);
  }

  /** The names of the groups in order; an empty one for a group without a name. */
  List<String> groups() {
    return groups;
  }

  Node parse() {
    Node node = parseChoice();
    if (!text.isAtEnd()) {
      throw text.fault(text.at(), "there is no group for this ')' to close; a literal one is [)]");
    }
    return node;
  }

  /** Flags set inside hold to the end of the enclosing group. */
  private Node parseChoice() {
    boolean caseBefore = ignoresCase;
    boolean dotBefore = dotTakesAll;
    if (++depth > MAX_DEPTH) {
      throw text.fault(text.at(), "nested more than " + MAX_DEPTH + " deep");
    }
    Node choice = Node.of(Node.Kind.CHOICE).with(parseSequence());
    while (text.takeIf("|")) {
      choice.with(parseSequence());
    }
    depth--;
    ignoresCase = caseBefore;
    dotTakesAll = dotBefore;
    return choice.parts.size() == 1 ? choice.parts.get(0) : choice;
  }

  private Node parseSequence() {
    Node sequence = Node.of(Node.Kind.SEQUENCE);
    while (!text.isAtEnd() && !text.isNext("|") && !text.isNext(")")) {
      int start = text.at();
      Node atom = parseAtom();
      sequence.with(parseQuantifier(atom, start));
    }
    return sequence;
  }

  private Node parseQuantifier(Node atom, int start) {
    int at = text.at();
    Node repeat = Node.of(Node.Kind.REPEAT);
    if (!takeCounts(repeat)) {
      return atom;
    }
    if (at == start || atom.kind == Node.Kind.ASSERTION) {
      throw text.fault(at, "there is nothing here to repeat");
    }
    repeat.greedy = !text.takeIf("?");
    if (text.isNext("+") || text.isNext("*") || text.isNext("?")) {
      throw text.fault(text.at(), "a repetition of a repetition needs a group: (?:..)");
    }
    return repeat.with(atom);
  }

  /** Reads how often; false if no quantifier follows. */
  private boolean takeCounts(Node repeat) {
    if (text.takeIf("*")) {
      repeat.max = Node.UNLIMITED;
    } else if (text.takeIf("+")) {
      repeat.min = 1;
      repeat.max = Node.UNLIMITED;
    } else if (text.takeIf("?")) {
      repeat.max = 1;
    } else {
      return takeBraces(repeat);
    }
    return true;
  }

  private boolean takeBraces(Node repeat) {
    int start = text.at();
    if (!text.takeIf("{")) {
      return false;
    }
    repeat.min = text.takeNumber();
    repeat.max = repeat.min;
    if (text.takeIf(",")) {
      repeat.max = text.takeNumber();
    }
    if (repeat.min < 0 || !text.takeIf("}")) {
      // Not of that form: the brace is a character like others.
      text.moveTo(start);
      return false;
    }
    if (repeat.min > MAX_REPEAT || repeat.max > MAX_REPEAT) {
      throw text.fault(start, "allowed are at most " + MAX_REPEAT + " repetitions");
    }
    if (repeat.max != Node.UNLIMITED && repeat.max < repeat.min) {
      throw text.fault(start, "the first number is larger than the second");
    }
    return true;
  }

  private Node parseAtom() {
    if (text.takeIf("(")) {
      return parseGroup(text.at() - 1);
    }
    if (text.takeIf("[")) {
      return Node.ofSet(classes.parse(ignoresCase));
    }
    if (text.takeIf(".")) {
      return Node.ofSet(CharSets.dot(dotTakesAll));
    }
    if (text.takeIf("^")) {
      return Node.ofAssertion(Assertion.BEGIN);
    }
    if (text.takeIf("$")) {
      return Node.ofAssertion(Assertion.END);
    }
    if (text.isNext("*") || text.isNext("+") || text.isNext("?")) {
      throw text.fault(text.at(), "there is nothing here to repeat");
    }
    return text.isNext("\\") ? parseEscape() : literal(text.takeCodePoint());
  }

  private Node literal(int codePoint) {
    CharSet set = new CharSet().add(codePoint, codePoint);
    return Node.ofSet(ignoresCase ? set.addOtherCase() : set);
  }

  private Node parseEscape() {
    if (text.takeIf("\\b")) {
      return Node.ofAssertion(Assertion.WORD_BOUNDARY);
    }
    if (text.takeIf("\\B")) {
      return Node.ofAssertion(Assertion.NO_WORD_BOUNDARY);
    }
    if (text.takeIf("\\A")) {
      return Node.ofAssertion(Assertion.BEGIN);
    }
    if (text.takeIf("\\z")) {
      return Node.ofAssertion(Assertion.END);
    }
    CharSet set = classes.takeEscape();
    return Node.ofSet(ignoresCase ? set.addOtherCase() : set);
  }

  private Node parseGroup(int start) {
    if (!text.takeIf("?")) {
      return parseCapture(start, "");
    }
    for (String refused : new String[] {"=", "!", "<=", "<!", ">"}) {
      if (text.isNext(refused)) {
        throw text.fault(
            start, "(?" + refused + " is not supported: it cannot be matched in linear time");
      }
    }
    if (text.takeIf(":")) {
      return closed(start, parseChoice());
    }
    if (text.takeIf("<") || text.takeIf("P<")) {
      return parseCapture(start, text.takeGroupName(groups));
    }
    return parseFlags(start);
  }

  private Node parseCapture(int start, String name) {
    groups.add(name);
    Node group = Node.of(Node.Kind.GROUP);
    group.group = groups.size();
    return group.with(closed(start, parseChoice()));
  }

  private Node closed(int start, Node node) {
    if (!text.takeIf(")")) {
      throw text.fault(start, "the ')' to this group is missing; a literal parenthesis is [(]");
    }
    return node;
  }

  /** Flags for the rest of the enclosing group, {@code (?i)}, or for one of their own. */
  private Node parseFlags(int start) {
    boolean caseBefore = ignoresCase;
    boolean dotBefore = dotTakesAll;
    boolean on = true;
    while (!text.isNext(")") && !text.isNext(":")) {
      if (text.takeIf("i")) {
        ignoresCase = on;
      } else if (text.takeIf("s")) {
        dotTakesAll = on;
      } else if (on && text.takeIf("-")) {
        on = false;
      } else {
        throw text.fault(start, "allowed after (? are :, <name>, and the flags i and s");
      }
    }
    if (text.takeIf(")")) {
      return Node.of(Node.Kind.SEQUENCE);
    }
    text.takeIf(":");
    Node group = closed(start, parseChoice());
    ignoresCase = caseBefore;
    dotTakesAll = dotBefore;
    return group;
  }
}
