package io.github.flumeaggregation.core.config;

import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of a Flume context. The method that gives them has another return type in Flume
 * 1.9 than it has later, so that a call which the compiler has bound is found in one of them only.
 */
public final class ContextParameters {
  private ContextParameters() {}

  /**
   * The keys and values of a component.
   *
   * @param context an {@code org.apache.flume.Context}; this module knows no Flume
   */
  public static Map<String, String> of(Object context) {
    try {
      Map<?, ?> parameters =
          (Map<?, ?>) context.getClass().getMethod("getParameters").invoke(context);
      Map<String, String> texts = new HashMap<>();
      parameters.forEach((key, value) -> texts.put((String) key, (String) value));
      return Collections.unmodifiableMap(texts);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(context.getClass() + " is no context of Flume's", e);
    }
  }
}
