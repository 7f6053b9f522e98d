package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** The attributes of a {@link StatisticsBean} at one moment, and their description. */
final class PublishedAttributes {
  /** Flume's monitoring puts the value of this attribute, and a point, before the bean's name. */
  private static final String TYPE = "Type";

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final MBeanInfo info;

  PublishedAttributes(Map<String, Number> numbers) {
    values.put(TYPE, "INTERCEPTOR");
    values.putAll(numbers);
    info = describe();
  }

  int size() {
    return values.size();
  }

  /** The value of an attribute; null if there is none of this name. */
  @Nullable
  Object value(String name) {
    return values.get(name);
  }

  MBeanInfo info() {
    return info;
  }

  private MBeanInfo describe() {
    MBeanAttributeInfo[] attributes =
        values.entrySet().stream()
            .map(entry -> describe(entry.getKey(), entry.getValue()))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(
        StatisticsBean.class.getName(),
        "Live values of an AggregationInterceptor",
        attributes,
        null,
        null,
        null,
        new ImmutableDescriptor("immutableInfo=false"));
  }

  private static MBeanAttributeInfo describe(String name, Object value) {
    return new MBeanAttributeInfo(name, value.getClass().getName(), name, true, false, false);
  }
}
