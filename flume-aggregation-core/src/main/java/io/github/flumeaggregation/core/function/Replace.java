package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.Utf8;
import io.github.flumeaggregation.core.regex.Regex;
import io.github.flumeaggregation.core.regex.RegexCaptures;
import io.github.flumeaggregation.core.regex.RegexSearch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text in which something else stands for each match of a pattern. A text without a match is
 * answered as it is, at the cost of looking for one.
 */
final class Replace implements Textual {
  private static final String DOLLAR = "$0 is all of the match, $$ a dollar sign";

  private final Textual text;
  private final RegexSearch search;
  private final RegexCaptures captures;

  /** What to put in: constant bytes ({@code byte[]}) and numbers of groups ({@code Integer}). */
  private final List<Object> parts;

  private final ResultBuffer buffer = new ResultBuffer();

  private Replace(Textual text, Regex regex, List<Object> parts) {
    this.text = text;
    this.search = regex.search();
    this.captures = regex.captures();
    this.parts = parts;
  }

  static Textual of(Arguments args) {
    Regex regex = Regex.compile(args.quoted(1));
    return new Replace(args.text(0), regex, parts(args.quoted(2), regex.groups().size()));
  }

  private static List<Object> parts(String with, int groups) {
    List<Object> parts = new ArrayList<>();
    ByteArrayOutputStream constant = new ByteArrayOutputStream();
    byte[] bytes = with.getBytes(StandardCharsets.UTF_8);
    boolean afterDollar = false;
    for (byte b : bytes) {
      if (afterDollar && b != '$') {
        parts.add(constant.toByteArray());
        constant.reset();
        parts.add(group(b - '0', groups));
      } else if (afterDollar || b != '$') {
        constant.write(b);
      }
      afterDollar = b == '$' && !afterDollar;
    }
    if (afterDollar) {
      throw new IllegalArgumentException(DOLLAR);
    }
    parts.add(constant.toByteArray());
    return parts;
  }

  private static Integer group(int number, int groups) {
    if (number < 0 || number > Math.min(9, groups)) {
      throw new IllegalArgumentException(
          "after $ stands the number of a group, and the pattern has " + groups + "; " + DOLLAR);
    }
    return number;
  }

  @Override
  public @Nullable Slice of(Record record) {
    @Nullable Slice value = text.of(record);
    if (value == null) {
      return null;
    }
    byte[] bytes = value.array();
    boolean found =
        search.find(bytes, value.from(), value.to())
            && captures.find(bytes, value.from(), value.to());
    return found ? replaced(value) : value;
  }

  private Slice replaced(Slice value) {
    byte[] bytes = value.array();
    buffer.clear();
    int at = value.from();
    boolean found = true;
    while (found && !buffer.isFull()) {
      buffer.add(bytes, at, captures.start(0));
      addReplacement(bytes);
      at = captures.end(0);
      int next = at;
      if (captures.start(0) == at && at < value.to()) {
        // A match of nothing: the next one is looked for behind the next character.
        next += Utf8.length(Utf8.decode(bytes, at, value.to()));
      }
      boolean isAtEnd = captures.start(0) == at && at == value.to();
      found = !isAtEnd && captures.findNext(next);
    }
    buffer.add(bytes, at, value.to());
    return buffer.result();
  }

  private void addReplacement(byte[] bytes) {
    for (int i = 0; i < parts.size(); i++) {
      Object part = parts.get(i);
      if (part instanceof byte[]) {
        buffer.add((byte[]) part);
      } else {
        int group = (Integer) part;
        buffer.add(bytes, captures.start(group), captures.end(group));
      }
    }
  }
}
