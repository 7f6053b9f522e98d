package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads each line by the first of several readers that can. */
final class FirstFitting implements FieldReader {
  private final FieldReader[] readers;

  /** The one that has read the last line that parsed. */
  private FieldReader lastFitting;

  private FirstFitting(FieldReader[] readers) {
    this.readers = readers;
    this.lastFitting = readers[0];
  }

  /** One part of several alternatives; fields of one name are one field. */
  static FormatPart part(List<FormatPart> parts) {
    FieldNames fields =
        JoinedFields.ofAlternatives(
            parts.stream().map(part -> part.fields).toArray(FieldNames[]::new));
    FieldReader reader =
        new FirstFitting(parts.stream().map(part -> part.reader).toArray(FieldReader[]::new));
    return new FormatPart(fields, reader, parts.stream().allMatch(part -> part.givesTime));
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    for (FieldReader reader : readers) {
      if (reader.read(bytes, from, to, headers, into)) {
        lastFitting = reader;
        return true;
      }
      into.clear();
    }
    return false;
  }

  /** Why the one that came furthest did not read the line. */
  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    Mismatch furthest = null;
    for (FieldReader reader : readers) {
      into.clear();
      @Nullable Mismatch mismatch = reader.explain(bytes, from, to, headers, into);
      if (mismatch == null) {
        return null;
      }
      furthest = furthest == null || mismatch.at > furthest.at ? mismatch : furthest;
    }
    return furthest;
  }

  @Override
  public boolean takesAnyName() {
    for (FieldReader reader : readers) {
      if (reader.takesAnyName()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean remembersLines() {
    for (FieldReader reader : readers) {
      if (reader.remembersLines()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    lastFitting.addNames(bytes, from, to, headers, names);
  }
}
