package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Derivation;
import io.github.flumeaggregation.core.record.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a format, and those that are computed from them. */
final class DerivedFields implements Fields {
  private final Fields fields;

  /** Texts of expressions in a scope of their own: a line may have a field of such a name. */
  private final FieldNumbers texts;

  private final Map<Integer, Derivation> derivations = new LinkedHashMap<>();

  DerivedFields(Fields fields, FieldNumbers numbers) {
    this.fields = fields;
    this.texts = numbers.scope();
  }

  @Override
  public int index(String name) {
    return fields.index(name);
  }

  @Override
  public int derived(String text, Derivation derivation) {
    int index = texts.add(text);
    derivations.putIfAbsent(index, derivation);
    return index;
  }

  @Override
  public Type type(int index) {
    Derivation derivation = derivations.get(index);
    return derivation == null ? fields.type(index) : derivation.type();
  }

  /** What is computed, by the indexes under which a record holds it. */
  Map<Integer, Derivation> derivations() {
    return derivations;
  }
}
