package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import io.github.flumeaggregation.core.regex.Regex;
import io.github.flumeaggregation.core.regex.RegexCaptures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads lines that have something before what their format describes, as syslog and containers put
 * it there. The named groups of its pattern are fields, called {@code prefix.host} and so on.
 */
final class LinePrefix implements FieldReader {
  /** What the names of its fields begin with. */
  static final String NAMES = "prefix.";

  /** The group around each pattern. */
  private static final int WHOLE = 1;

  private static final String[] SYSLOG = {
    "(?:<[0-9]{1,3}>)?(?<time>[A-Z][a-z][a-z] [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}"
        + "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+)"
        + " (?:(?<host>[^ ]+) )?(?<program>[^ :\\[]+)(?:\\[(?<pid>[^\\] ]*)\\])?: ",
    "<[0-9]{1,3}>1 (?<time>[^ ]+) (?<host>[^ ]+) (?<program>[^ ]+) (?<pid>[^ ]+) [^ ]+"
        + " (?:-|(?:\\[(?:[^\\]\\\\]|\\\\.)*\\])+) \\uFEFF?"
  };
  private static final String[] CRI = {
    "(?<time>[^ ]+) (?<stream>stdout|stderr) (?<tag>[FP](?::[^ ]*)?) "
  };
  private static final String[] COMPOSE = {
    "(?<container>[^ |]+) *[|] (?:(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+Z) )?"
  };

  private final String name;
  private final FieldReader inner;
  private final List<List<String>> groups = new ArrayList<>();
  private final RegexCaptures[] alternatives;
  private final List<String> wanted = new ArrayList<>();
  private final List<Integer> indexes = new ArrayList<>();

  private LinePrefix(String name, FieldReader inner, String... patterns) {
    this.name = name;
    this.inner = inner;
    this.alternatives = new RegexCaptures[patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      Regex regex = Regex.compile("^(" + patterns[i] + ")");
      groups.add(regex.groups());
      alternatives[i] = regex.captures();
    }
  }

  /** The part with what {@code prefix} says before it; itself without that key. */
  static FormatPart part(FormatScope scope, FormatPart part) {
    String name = scope.settings.text("prefix", "");
    if (name.isEmpty()) {
      return part;
    }
    try {
      LinePrefix prefix = new LinePrefix(name, part.reader, patterns(name));
      FieldNames own =
          WantedFields.ofKnownNames(scope.numbers.scope(), (field, i) -> prefix.want(field, i));
      return new FormatPart(JoinedFields.firstOf(own, part.fields), prefix, part.givesTime);
    } catch (IllegalArgumentException e) {
      scope.settings.fault(
          "prefix",
          "allowed are syslog, cri, compose, or a regular expression for what stands before; "
              + e.getMessage());
      return part;
    }
  }

  private static String[] patterns(String name) {
    switch (name) {
      case "syslog":
        return SYSLOG;
      case "cri":
        return CRI;
      case "compose":
        return COMPOSE;
      default:
        if (name.matches("[A-Za-z0-9_-]+")) {
          throw new IllegalArgumentException("'" + name + "' is none of these names");
        }
        return new String[] {name};
    }
  }

  private void want(String field, int index) {
    Set<String> known = new LinkedHashSet<>();
    groups.forEach(known::addAll);
    known.remove("");
    String group = field.startsWith(NAMES) ? field.substring(NAMES.length()) : "";
    if (!known.contains(group)) {
      List<String> names = new ArrayList<>();
      known.forEach(each -> names.add(NAMES + each));
      throw new UnknownFieldException(field, names);
    }
    wanted.add(group);
    indexes.add(index);
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    for (int i = 0; i < alternatives.length; i++) {
      if (alternatives[i].find(bytes, from, to)) {
        boolean read = inner.read(bytes, afterPrefix(i, bytes, to), to, headers, into);
        store(i, bytes, into);
        return read;
      }
    }
    return false;
  }

  /** Where the line begins: blanks after the prefix are not part of it. */
  private int afterPrefix(int alternative, byte[] bytes, int to) {
    int at = alternatives[alternative].end(WHOLE);
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  private void store(int alternative, byte[] bytes, Record into) {
    RegexCaptures captures = alternatives[alternative];
    for (int i = 0; i < wanted.size(); i++) {
      int group = groups.get(alternative).indexOf(wanted.get(i)) + 1;
      int start = group == 0 ? -1 : captures.start(group);
      if (start >= 0) {
        into.set(indexes.get(i), bytes, start, captures.end(group));
      }
    }
  }

  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    for (int i = 0; i < alternatives.length; i++) {
      if (alternatives[i].find(bytes, from, to)) {
        @Nullable
        Mismatch inside = inner.explain(bytes, afterPrefix(i, bytes, to), to, headers, into);
        return inside == null ? null : inside.seenIn(bytes, from, to);
      }
    }
    return Mismatch.of("what format.prefix = " + name + " stands for", bytes, from, to, from);
  }

  @Override
  public boolean takesAnyName() {
    return inner.takesAnyName();
  }

  @Override
  public boolean remembersLines() {
    return inner.remembersLines();
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    for (int i = 0; i < alternatives.length; i++) {
      if (alternatives[i].find(bytes, from, to)) {
        inner.addNames(bytes, afterPrefix(i, bytes, to), to, headers, names);
        return;
      }
    }
  }
}
