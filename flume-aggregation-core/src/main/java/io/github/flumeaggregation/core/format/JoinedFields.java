package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of several parts of a format. */
final class JoinedFields implements FieldNames {
  private final List<FieldNames> parts;
  private final boolean alternatives;

  /** By index: the parts that fill the field. */
  private final List<List<FieldNames>> owners = new ArrayList<>();

  private JoinedFields(boolean alternatives, FieldNames... parts) {
    this.alternatives = alternatives;
    this.parts = Arrays.asList(parts);
  }

  /** A field is that of the first part that has it: all of them read each line. */
  static JoinedFields firstOf(FieldNames... parts) {
    return new JoinedFields(false, parts);
  }

  /** A field is that of all parts that have it: one of them reads a line. */
  static JoinedFields ofAlternatives(FieldNames... parts) {
    return new JoinedFields(true, parts);
  }

  @Override
  public int index(String name) {
    UnknownFieldException unknown = null;
    int index = -1;
    for (FieldNames part : parts) {
      try {
        if (index < 0 || alternatives) {
          index = part.index(name);
          own(index, part);
        }
      } catch (UnknownFieldException e) {
        unknown = unknown == null ? e : unknown;
      }
    }
    if (index < 0 && unknown != null) {
      throw unknown;
    }
    return index;
  }

  private void own(int index, FieldNames part) {
    while (owners.size() <= index) {
      owners.add(new ArrayList<>());
    }
    if (!owners.get(index).contains(part)) {
      owners.get(index).add(part);
    }
  }

  @Override
  public boolean isUnchecked(int index) {
    return index < owners.size()
        && !owners.get(index).isEmpty()
        && owners.get(index).stream().allMatch(part -> part.isUnchecked(index));
  }

  @Override
  public List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    parts.forEach(part -> names.addAll(part.names()));
    return new ArrayList<>(names);
  }

  @Override
  public Type type(int index) {
    List<FieldNames> filledBy = owners.get(index);
    Type first = filledBy.get(0).type(index);
    boolean same = filledBy.stream().allMatch(part -> part.type(index) == first);
    return same ? first : Type.ANY;
  }
}
