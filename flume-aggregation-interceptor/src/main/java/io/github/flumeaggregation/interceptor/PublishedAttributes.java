package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.metric.BeanAttributes;
import io.github.flumeaggregation.core.metric.Metric;
import io.github.flumeaggregation.core.metric.MetricsBean;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** The attributes of an interceptor's bean at one moment, and their description. */
final class PublishedAttributes implements BeanAttributes {
  /** Flume's monitoring puts the value of this attribute, and a point, before the bean's name. */
  private static final String TYPE = "Type";

  private static final String TYPE_VALUE = "INTERCEPTOR";

  /** What is said of the numbers that every interceptor has. */
  private static final Map<String, MBeanAttributeInfo> KNOWN =
      InterceptorMetrics.TABLE.metrics().stream()
          .collect(Collectors.toMap(Metric::name, MetricsBean::info));

  private final Map<String, Number> numbers;
  private final MBeanInfo info;

  /** Of numbers that do not change any more. */
  PublishedAttributes(Map<String, Number> numbers) {
    this.numbers = numbers;
    info = describe();
  }

  int size() {
    return numbers.size() + 1;
  }

  /** The value of an attribute; null if there is none of this name. */
  @Override
  public @Nullable Object value(String name) {
    return name.equals(TYPE) ? TYPE_VALUE : numbers.get(name);
  }

  MBeanInfo info() {
    return info;
  }

  private MBeanInfo describe() {
    MBeanAttributeInfo[] attributes = new MBeanAttributeInfo[size()];
    attributes[0] = describe(TYPE, TYPE_VALUE);
    int next = 1;
    for (Map.Entry<String, Number> number : numbers.entrySet()) {
      MBeanAttributeInfo known = KNOWN.get(number.getKey());
      attributes[next++] = known == null ? describe(number.getKey(), number.getValue()) : known;
    }
    return new MBeanInfo(
        AggregationInterceptor.class.getName(),
        "Live values of an AggregationInterceptor",
        attributes,
        null,
        null,
        null,
        new ImmutableDescriptor("immutableInfo=false"));
  }

  private static MBeanAttributeInfo describe(String name, Object value) {
    Class<?> type = value instanceof BigDecimal ? BigDecimal.class : value.getClass();
    return new MBeanAttributeInfo(name, type.getName(), name, true, false, false);
  }
}
