package io.github.flumeaggregation.interceptor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/**
 * Shows a changing set of numbers as the attributes of an MBean.
 *
 * <p>No attribute is ever null: Flume's HTTP monitoring drops a whole bean for one null. An
 * attribute that is asked for by name, but went away in the meantime, is left out.
 */
final class StatisticsBean implements DynamicMBean {
  /** Flume's monitoring puts the value of this attribute, and a point, before the bean's name. */
  private static final String TYPE = "Type";

  private final Supplier<Map<String, Number>> numbers;

  /**
   * A bean of the numbers that the supplier gives when somebody looks; it may be called by several
   * threads.
   */
  StatisticsBean(Supplier<Map<String, Number>> numbers) {
    this.numbers = numbers;
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(TYPE, "INTERCEPTOR");
    values.putAll(numbers.get());
    return values;
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    Object value = values().get(attribute);
    if (value == null) {
      throw new AttributeNotFoundException(attribute);
    }
    return value;
  }

  @Override
  public AttributeList getAttributes(String[] attributes) {
    Map<String, Object> values = values();
    AttributeList list = new AttributeList(attributes.length);
    for (String name : attributes) {
      Object value = values.get(name);
      if (value != null) {
        list.add(new Attribute(name, value));
      }
    }
    return list;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        values().entrySet().stream()
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

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " is read-only");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] arguments, String[] signature) {
    throw new UnsupportedOperationException(action + Arrays.toString(signature));
  }
}
