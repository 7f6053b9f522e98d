package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.format.LogVariable.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A log pattern as its reader found it: literals and variables in turn.
 *
 * <p>A line is of the format if it is sound up to the number of bytes and the time; what follows
 * may be cut off, and is missing then. A pattern without a number of bytes needs the whole line.
 */
final class LogPattern {
  private final List<byte[]> literals = new ArrayList<>();
  private final List<LogVariable> variables = new ArrayList<>();
  private final boolean escaped;
  private StringBuilder literal = new StringBuilder();
  private boolean bytesSentAreBytes;

  /** {@code escaped}: whether the server writes quotes and backslashes within values as escapes. */
  LogPattern(boolean escaped) {
    this.escaped = escaped;
  }

  /** The bytes that stand here in every line. */
  LogPattern literal(String text) {
    literal.append(text);
    return this;
  }

  /**
   * A variable.
   *
   * @throws IllegalArgumentException if it follows another one immediately, so that nobody can tell
   *     where that ends
   */
  LogPattern variable(LogVariable variable) {
    if (literal.length() == 0 && !variables.isEmpty()) {
      LogVariable before = variables.get(variables.size() - 1);
      if (!variable.isPath() || !before.mayStandBeforePath()) {
        throw new IllegalArgumentException(
            "nothing stands between "
                + before.source
                + " and "
                + variable.source
                + ", so where the first ends cannot be told");
      }
    }
    endLiteral();
    variables.add(variable);
    return this;
  }

  private void endLiteral() {
    literals.add(literal.toString().getBytes(StandardCharsets.UTF_8));
    literal = new StringBuilder();
  }

  /**
   * The part that reads such lines; the settings may say which field is the time if no variable is.
   *
   * @throws IllegalArgumentException if there is no variable in it
   */
  FormatPart toPart(FormatScope scope) {
    if (variables.isEmpty()) {
      throw new IllegalArgumentException("there is no variable in it");
    }
    endLiteral();
    LineFields fields = new LineFields(scope.numbers);
    LinePattern pattern = linePattern(fields);
    fields.fill(pattern::want);
    boolean mayBeOther = scope.alone || firstTime() < 0;
    if (mayBeOther && scope.settings.has("timeField")) {
      return TimedReader.part(fields, pattern, scope);
    }
    return new FormatPart(fields, pattern, firstTime() >= 0);
  }

  private LinePattern linePattern(LineFields fields) {
    callTheOnlyBytesSo();
    ElementEnds ends = new ElementEnds(variables, literals, escaped);
    int required = required();
    Element[] elements = new Element[variables.size()];
    for (int i = 0; i < elements.length; i++) {
      LogVariable variable = variables.get(i);
      Captures captures = new Captures(fields, i, escaped);
      Capture capture = captures.of(variable, isBestDuration(i), i == firstTime());
      elements[i] = new Element(variable.source, capture, ends.of(i, i + 1 == required));
    }
    if (bytesSentAreBytes) {
      fields.alias("bytes_sent", "bytes");
    }
    LooseLine loose = new LooseLine(elements, literals, escaped);
    return new LinePattern(elements, required, ends.tail(required - 1), loose);
  }

  /** Where only the bytes with the headers are logged, they are the bytes that there are. */
  private void callTheOnlyBytesSo() {
    if (variables.stream().anyMatch(variable -> variable.name.equals("bytes"))) {
      return;
    }
    for (int i = 0; i < variables.size() && !bytesSentAreBytes; i++) {
      LogVariable sent = variables.get(i);
      if (sent.name.equals("bytes_sent")) {
        variables.set(i, LogVariable.of(sent.source, "bytes", "bytes_sent", Kind.BYTES));
        bytesSentAreBytes = true;
      }
    }
  }

  /** The number of elements up to the bytes and the time, or all if there are no bytes. */
  private int required() {
    int required = 0;
    boolean bytes = false;
    for (int i = 0; i < variables.size(); i++) {
      bytes |= variables.get(i).name.equals("bytes");
      if (variables.get(i).name.equals("bytes") || i == firstTime()) {
        required = i + 1;
      }
    }
    return bytes ? required : variables.size();
  }

  private int firstTime() {
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).kind == Kind.TIME) {
        return i;
      }
    }
    return -1;
  }

  /** Of several durations the one in the smallest unit is the exact one. */
  private boolean isBestDuration(int index) {
    int best = -1;
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).isDuration()
          && (best < 0 || variables.get(i).kind.compareTo(variables.get(best).kind) > 0)) {
        best = i;
      }
    }
    return best == index;
  }
}
