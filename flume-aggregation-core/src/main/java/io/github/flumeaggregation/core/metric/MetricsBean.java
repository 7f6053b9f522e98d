package io.github.flumeaggregation.core.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.NotCompliantMBeanException;
import javax.management.ReflectionException;
import javax.management.StandardMBean;

/**
 * An MBean of a counter of Flume's that shows the metrics of a table as well. The subclass of
 * Flume's counter implements this, and Flume registers it as it does its own: a bean that is
 * dynamic is asked for its attributes, whatever other interface it has.
 *
 * <p>What the table says of a metric is in the description of the attribute: the help is its text,
 * and {@code units} and {@code metricType} are in its descriptor, as JMX names them.
 */
public interface MetricsBean extends DynamicMBean {
  /** The bean that answers; made once by {@link #of}. */
  DynamicMBean bean();

  /**
   * A bean of a counter's own attributes and of those of a table.
   *
   * @param counter what has attributes of its own
   * @param itsAttributes the interface that names them
   * @param metrics all that {@code readings} have
   * @param readings called once for all attributes that are asked for together, by any thread
   */
  static <T> DynamicMBean of(
      T counter,
      Class<? super T> itsAttributes,
      List<? extends Metric<?>> metrics,
      Supplier<Reading> readings) {
    try {
      @SuppressWarnings("unchecked") // a Class of a supertype of T is one of T for StandardMBean
      StandardMBean own = new StandardMBean(counter, (Class<T>) itsAttributes);
      MBeanInfo info = CounterAttributes.info(own.getMBeanInfo(), metrics);
      return new ReadOnlyBean(() -> info, () -> new CounterAttributes(own, readings.get()));
    } catch (NotCompliantMBeanException e) {
      throw new IllegalArgumentException(itsAttributes + " is no interface of an MBean", e);
    }
  }

  /** What JMX is told of a metric. */
  static MBeanAttributeInfo info(Metric<?> metric) {
    String type = metric.kind() == MetricKind.TEXT ? String.class.getName() : "long";
    ImmutableDescriptor descriptor =
        metric.kind() == MetricKind.TEXT
            ? ImmutableDescriptor.EMPTY_DESCRIPTOR
            : new ImmutableDescriptor(
                "units=" + metric.unit(), "metricType=" + metric.kind().toString());
    return new MBeanAttributeInfo(
        metric.name(), type, metric.help(), true, false, false, descriptor);
  }

  @Override
  default Object getAttribute(String attribute)
      throws AttributeNotFoundException, MBeanException, ReflectionException {
    return bean().getAttribute(attribute);
  }

  @Override
  default AttributeList getAttributes(String[] attributes) {
    return bean().getAttributes(attributes);
  }

  @Override
  default MBeanInfo getMBeanInfo() {
    return bean().getMBeanInfo();
  }

  @Override
  default void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " is read-only");
  }

  @Override
  default AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  default Object invoke(String action, Object[] arguments, String[] signature) {
    throw new UnsupportedOperationException(action + Arrays.toString(signature));
  }
}
