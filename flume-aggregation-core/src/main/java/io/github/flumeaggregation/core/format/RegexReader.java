package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import io.github.flumeaggregation.core.regex.Regex;
import io.github.flumeaggregation.core.regex.RegexCaptures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads lines in which a regular expression occurs; its named groups are the fields. A group that
 * took no part in the match is a missing field.
 */
final class RegexReader implements FieldReader {
  private final List<String> groups;
  private final RegexCaptures captures;

  /** The wanted groups, counted from 1, and the indexes of their fields. */
  private int[] wanted = {};

  private int[] fields = {};

  private RegexReader(Regex regex) {
    this.groups = regex.groups();
    this.captures = regex.captures();
  }

  /**
   * The format; the settings say which field is the time.
   *
   * @throws IllegalArgumentException if {@code pattern} is no regular expression with named groups
   */
  static FormatPart part(String pattern, FormatScope scope) {
    RegexReader reader = new RegexReader(Regex.compile(pattern));
    if (reader.names().isEmpty()) {
      throw new IllegalArgumentException("there is no named group in it");
    }
    @Nullable String suspicion = Regex.suspicion(pattern);
    if (suspicion != null) {
      scope.settings.warn("pattern", suspicion);
    }
    return TimedReader.part(WantedFields.ofKnownNames(scope.numbers, reader::want), reader, scope);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(groups);
    names.removeIf(String::isEmpty);
    return names;
  }

  private void want(String name, int index) {
    int group = name.isEmpty() ? -1 : groups.indexOf(name);
    if (group < 0) {
      throw new UnknownFieldException(name, names());
    }
    wanted = Arrays.copyOf(wanted, wanted.length + 1);
    wanted[wanted.length - 1] = group + 1;
    fields = Arrays.copyOf(fields, wanted.length);
    fields[wanted.length - 1] = index;
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    names.addAll(names());
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (!captures.find(bytes, from, to)) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      int start = captures.start(wanted[i]);
      int end = captures.end(wanted[i]);
      if (start >= 0 && end >= start) {
        into.set(fields[i], bytes, start, end);
      }
    }
    return true;
  }

  @Override
  public Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    return Mismatch.of("what format.pattern describes", bytes, from, to, from);
  }
}
