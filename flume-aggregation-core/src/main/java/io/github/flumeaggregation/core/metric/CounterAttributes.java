package io.github.flumeaggregation.core.metric;

import io.github.flumeaggregation.core.Nullable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.StandardMBean;

/** The attributes that a counter has by itself, and a reading. */
final class CounterAttributes implements BeanAttributes {
  private final StandardMBean own;
  private final Reading reading;

  CounterAttributes(StandardMBean own, Reading reading) {
    this.own = own;
    this.reading = reading;
  }

  static MBeanInfo info(MBeanInfo own, List<? extends Metric<?>> metrics) {
    MBeanAttributeInfo[] attributes =
        Stream.concat(Arrays.stream(own.getAttributes()), metrics.stream().map(MetricsBean::info))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(own.getClassName(), own.getDescription(), attributes, null, null, null);
  }

  @Override
  public @Nullable Object value(String name) {
    Object value = reading.value(name);
    return value == null ? ownValue(name) : value;
  }

  private @Nullable Object ownValue(String name) {
    try {
      return own.getAttribute(name);
    } catch (JMException e) {
      return null;
    }
  }
}
