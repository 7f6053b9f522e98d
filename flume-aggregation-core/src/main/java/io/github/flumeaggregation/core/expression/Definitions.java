package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Derivation;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.LookupTable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import io.github.flumeaggregation.core.table.Tables;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of lines, and expressions over them that have names and so are fields like any other.
 * Definitions may use each other in any order. Each is compiled once, and what it is for a line is
 * computed at most once.
 */
public final class Definitions implements Fields {
  /**
   * Of definitions that use each other, so many words and signs may stand one in another: neither
   * compiling nor computing them can exhaust the stack.
   */
  private static final int MOST_WORDS = 1_000;

  private static final List<String> WORDS_WITH_A_MEANING = Arrays.asList("true", "false", "null");

  private final SortedMap<String, String> texts;
  private final Fields fields;
  private final Tables tables;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * Of each that is compiled, the words of the longest chain of those that it uses, and its own.
   */
  private final Map<String, Integer> words = new HashMap<>();

  /** Those that are being compiled, each used by the one before it, and how many words it has. */
  private final Map<String, Integer> open = new LinkedHashMap<>();

  private final SortedMap<String, String> faults = new TreeMap<>();

  /**
   * Compiles definitions; what is wrong with them, {@link #faults} says.
   *
   * @param texts expressions by name
   * @param fields of the lines; they can be computed from others
   * @param tables in which expressions look values up
   */
  public Definitions(Map<String, String> texts, Fields fields, Tables tables) {
    this.tables = tables;
    this.texts = new TreeMap<>(texts);
    this.fields = fields;
    this.texts.keySet().forEach(this::index);
  }

  /** What is wrong, by the name of the definition. One that has a fault can still be used. */
  public SortedMap<String, String> faults() {
    return faults;
  }

  @Override
  public int index(String name) {
    if (texts.containsKey(name)) {
      return definedIndex(name);
    }
    try {
      return fields.index(name);
    } catch (UnknownFieldException e) {
      throw texts.isEmpty() ? e : UnknownFieldException.because(e.getMessage() + known(name));
    }
  }

  private String known(String name) {
    return "; defined are "
        + String.join(", ", texts.keySet())
        + Suggestion.didYouMean(name, texts.keySet());
  }

  private int definedIndex(String name) {
    Integer known = indexes.get(name);
    if (known != null) {
      return known;
    }
    if (open.containsKey(name)) {
      throw UnknownFieldException.because(cycle(name));
    }
    int index;
    try {
      index = compile(name);
    } catch (ExpressionException e) {
      faults.put(name, String.valueOf(e.getMessage()));
      index = fields.derived('`' + name + '`', new Unknown());
    }
    indexes.put(name, index);
    return index;
  }

  private String cycle(String name) {
    StringBuilder members = new StringBuilder();
    for (String member : open.keySet()) {
      if (members.length() > 0 || member.equals(name)) {
        members.append(member).append(" -> ");
      }
    }
    return "'"
        + name
        + "' is defined by itself: "
        + members
        + name
        + "; a definition hides a field of its name, so it needs another one";
  }

  private int compile(String name) {
    checkName(name);
    String text = String.valueOf(texts.get(name));
    int own = Lexer.tokens(text).size() - 1;
    checkWords(text, own + open.values().stream().mapToInt(Integer::intValue).sum());
    open.put(name, own);
    try {
      compileUsed(text);
      TokenReader tokens = new TokenReader(text);
      int mark = tokens.mark();
      Token start = tokens.peek();
      Operand operand = new ConditionParser(tokens, this).parseOperand();
      tokens.expectEnd("an operator");
      if (operand.isConstant) {
        throw tokens.fault(start, start.described() + " is the same for all lines; name a field");
      }
      int chain = own + longestChain(text);
      checkWords(text, chain);
      words.put(name, chain);
      return OperandField.of(operand, tokens.sourceSince(mark), this).index();
    } finally {
      open.remove(name);
    }
  }

  /**
   * Compiles the definitions that an expression uses before it is parsed itself, so that the parser
   * never runs in itself: of its frames a thousand words' chain is more than a stack may hold,
   * where the compiler of the JVM has put several methods into one.
   */
  private void compileUsed(String text) {
    for (String used : namesIn(text).keySet()) {
      if (!open.containsKey(used)) {
        definedIndex(used);
      } // or the parser will say that it is defined by itself
    }
  }

  private static void checkName(String name) {
    TokenReader tokens = new TokenReader(name);
    Token only = tokens.takeName("a name");
    tokens.expectEnd("nothing else");
    if (only.kind != Token.Kind.NAME || WORDS_WITH_A_MEANING.contains(name)) {
      throw tokens.fault(only, "this word has a meaning; take another name");
    }
  }

  private static void checkWords(String text, int count) {
    if (count > MOST_WORDS) {
      throw new ExpressionException(
          text,
          0,
          "too long: with the definitions that it uses or is used by, allowed are "
              + MOST_WORDS
              + " words and signs");
    }
  }

  private int longestChain(String text) {
    int longest = 0;
    for (String used : namesIn(text).keySet()) {
      longest = Math.max(longest, words.getOrDefault(used, 0));
    }
    return longest;
  }

  /** The definitions that an expression names. */
  private SortedMap<String, String> namesIn(String text) {
    SortedMap<String, String> names = new TreeMap<>();
    List<Token> tokens = Lexer.tokens(text);
    for (int i = 0; i < tokens.size() - 1; i++) {
      Token token = tokens.get(i);
      boolean isName = token.kind == Token.Kind.NAME || token.kind == Token.Kind.QUOTED_NAME;
      String definition = texts.get(token.value);
      if (isName && definition != null && !tokens.get(i + 1).is("(")) {
        names.put(token.value, definition);
      }
    }
    return names;
  }

  @Override
  public SortedMap<String, String> definitionsIn(String text) {
    SortedMap<String, String> all = new TreeMap<>();
    SortedMap<String, String> next = namesIn(text);
    while (!next.isEmpty()) {
      String name = next.firstKey();
      String definition = String.valueOf(next.remove(name));
      if (all.put(name, definition) == null && !faults.containsKey(name)) {
        next.putAll(namesIn(definition));
        next.keySet().removeAll(all.keySet());
      }
    }
    return all;
  }

  @Override
  public LookupTable table(String file) {
    return tables.table(file);
  }

  @Override
  public SortedMap<String, String> tablesIn(String text) {
    SortedMap<String, String> used = new TreeMap<>();
    addTables(text, used);
    definitionsIn(text)
        .forEach(
            (name, definition) -> {
              if (!faults.containsKey(name)) {
                addTables(definition, used);
              }
            });
    return used;
  }

  private void addTables(String text, SortedMap<String, String> used) {
    List<Token> tokens = Lexer.tokens(text);
    for (int i = 1; i < tokens.size(); i++) {
      String hash = tables.hashes().get(tokens.get(i).value);
      if (hash != null && Conditions.isSecondArgument(tokens, i, "lookup")) {
        used.put(tokens.get(i).value, hash);
      }
    }
  }

  @Override
  public boolean hasCalls() {
    return fields.hasCalls();
  }

  @Override
  public int derived(String text, Derivation derivation) {
    return fields.derived(text, derivation);
  }

  @Override
  public Type type(int index) {
    return fields.type(index);
  }

  /** Stands for a definition with a fault, so that those that use it can be looked at too. */
  private static final class Unknown implements Derivation {
    @Override
    public Type type() {
      return Type.ANY;
    }

    @Override
    public @Nullable Slice text(Record record) {
      return null;
    }

    @Override
    public @Nullable Decimal number(Record record) {
      return null;
    }
  }
}
