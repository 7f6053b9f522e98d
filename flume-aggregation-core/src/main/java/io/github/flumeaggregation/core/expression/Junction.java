package io.github.flumeaggregation.core.expression;

import java.util.List;

/** Conditions joined by {@code and} or {@code or}, evaluated from left to right while needed. */
final class Junction {
  private Junction() {}

  static Condition all(List<Condition> parts) {
    Condition[] conditions = parts.toArray(new Condition[0]);
    return record -> {
      for (Condition condition : conditions) {
        if (!condition.test(record)) {
          return false;
        }
      }
      return true;
    };
  }

  static Condition any(List<Condition> parts) {
    Condition[] conditions = parts.toArray(new Condition[0]);
    return record -> {
      for (Condition condition : conditions) {
        if (condition.test(record)) {
          return true;
        }
      }
      return false;
    };
  }
}
