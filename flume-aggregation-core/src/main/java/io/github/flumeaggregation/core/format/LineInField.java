package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads lines that stand in a field of something else, such as JSON, a column or a header. The
 * fields around it are called {@code outer.time} and so on, or by their own names where the line
 * has no such field.
 */
final class LineInField implements FieldReader {
  /** What the names of the fields around the line may begin with. */
  static final String NAMES = "outer.";

  private final FieldReader outer;
  private final FieldReader inner;
  private final String name;
  private final int field;

  private LineInField(FieldReader outer, FieldReader inner, String name, int field) {
    this.outer = outer;
    this.inner = inner;
    this.name = name;
    this.field = field;
  }

  /** The part within the field that {@code field} says; itself without that key. */
  static FormatPart part(FormatScope scope, FormatPart inner) {
    String name = scope.settings.text("field", "");
    if (name.isEmpty()) {
      return inner;
    }
    String kind =
        scope.settings.oneOf(
            "fieldOf", "json", "json", "headers", "delimited", "regex", "keyvalue");
    @Nullable FormatPart outer = NamedFormats.part(kind, scope.under("fieldOf"));
    try {
      if (outer == null) {
        return inner;
      }
      int field = outer.fields.index(name);
      FieldNames fields =
          JoinedFields.firstOf(new OuterNames(outer.fields), inner.fields, outer.fields);
      FieldReader reader = new LineInField(outer.reader, inner.reader, name, field);
      return new FormatPart(fields, reader, inner.givesTime);
    } catch (UnknownFieldException e) {
      scope.settings.fault("field", String.valueOf(e.getMessage()));
      return inner;
    }
  }

  /** Finds the fields around the line by their names that say so. */
  private static final class OuterNames implements FieldNames {
    private final FieldNames outer;

    OuterNames(FieldNames outer) {
      this.outer = outer;
    }

    @Override
    public int index(String wanted) {
      if (!wanted.startsWith(NAMES)) {
        throw new UnknownFieldException(wanted, Collections.emptyList());
      }
      return outer.index(wanted.substring(NAMES.length()));
    }

    @Override
    public Type type(int index) {
      return outer.type(index);
    }

    @Override
    public boolean isUnchecked(int index) {
      return outer.isUnchecked(index);
    }

    @Override
    public List<String> names() {
      List<String> names = outer.names();
      names.replaceAll(name -> NAMES + name);
      return names;
    }
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    @Nullable Slice line = outer.read(bytes, from, to, headers, into) ? into.text(field) : null;
    if (line == null) {
      return false;
    }
    int start = line.from();
    boolean read = inner.read(line.array(), start, lineEnd(line), headers, into);
    if (read && !into.has(field)) {
      // The inner reader began anew. What it found lies in other fields, and stays.
      return outer.read(bytes, from, to, headers, into);
    }
    return read;
  }

  /** The end of the line without its terminator, which some writers keep. */
  private static int lineEnd(Slice line) {
    byte[] bytes = line.array();
    int end = line.to();
    while (end > line.from() && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (!outer.read(bytes, from, to, headers, into)) {
      return outer.explain(bytes, from, to, headers, into);
    }
    @Nullable Slice line = into.text(field);
    return line == null
        ? Mismatch.of("the field '" + name + "' of format.field", bytes, from, to, from)
        : inner.explain(line.array(), line.from(), lineEnd(line), headers, into);
  }

  @Override
  public boolean takesAnyName() {
    return outer.takesAnyName() || inner.takesAnyName();
  }

  @Override
  public boolean remembersLines() {
    return outer.remembersLines() || inner.remembersLines();
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    outer.addNames(bytes, from, to, headers, names);
  }
}
