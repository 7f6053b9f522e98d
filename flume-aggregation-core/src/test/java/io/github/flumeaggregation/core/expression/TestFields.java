package io.github.flumeaggregation.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flumeaggregation.core.record.Derivation;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some fields of each type, and records that hold them. */
final class TestFields implements Fields {
  private static final List<String> NAMES =
      Arrays.asList(
          "status",
          "bytes",
          "duration",
          "method",
          "path",
          "level",
          "size",
          "user-agent",
          "in",
          "count(status == 503)",
          "p99.9(duration)");

  /** What is computed of them, by how it is written; it is in no record. */
  private final Map<String, Derivation> derived = new LinkedHashMap<>();

  @Override
  public int index(String name) {
    if (!NAMES.contains(name)) {
      throw new UnknownFieldException(name, NAMES);
    }
    return NAMES.indexOf(name);
  }

  @Override
  public boolean hasCalls() {
    return true;
  }

  @Override
  public int derived(String text, Derivation derivation) {
    derived.putIfAbsent(text, derivation);
    return NAMES.size() + List.copyOf(derived.keySet()).indexOf(text);
  }

  @Override
  public Type type(int index) {
    if (index >= NAMES.size()) {
      return List.copyOf(derived.values()).get(index - NAMES.size()).type();
    }
    return switch (NAMES.get(index)) {
      case "method", "path" -> Type.TEXT;
      case "level", "size", "user-agent", "in" -> Type.ANY;
      default -> Type.NUMBER;
    };
  }

  /** A record of names and values in turn. */
  static Record record(String... namesAndValues) {
    TestFields fields = new TestFields();
    Record record = new Record(NAMES.size());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      byte[] bytes = namesAndValues[i + 1].getBytes(UTF_8);
      record.set(fields.index(namesAndValues[i]), bytes, 0, bytes.length);
    }
    return record;
  }
}
