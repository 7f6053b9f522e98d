package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.core.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What stands for <code>${..}</code> in values. Flume's own code is asked, of the Flume that is on
 * the class path: 1.10 and later know {@code env}, {@code sys}, {@code date} and more; 1.9 takes
 * values as they stand, unless it was started with a class that knows the environment.
 */
final class Lookups {
  private static final String RESOLVER = "org.apache.flume.node.MapResolver";

  private Lookups() {}

  /** The values with what their lookups stand for. */
  static Map<String, String> resolve(Properties properties) {
    Method resolver = resolver();
    Map<String, String> resolved = new LinkedHashMap<>();
    if (resolver == null) {
      properties.stringPropertyNames().forEach(k -> resolved.put(k, properties.getProperty(k)));
      return resolved;
    }
    try {
      ((Map<?, ?>) resolver.invoke(null, properties))
          .forEach((key, value) -> resolved.put((String) key, (String) value));
      return resolved;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      throw new ConfException("Flume cannot resolve a ${..}: " + e.getCause());
    }
  }

  /** The method is public, its class is not. */
  private static @Nullable Method resolver() {
    try {
      Method method = Class.forName(RESOLVER).getMethod("resolveProperties", Properties.class);
      method.setAccessible(true);
      return method;
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      return null;
    }
  }
}
