package io.github.flumeaggregation.monitor.metrics;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A component of the agent with its numbers of one moment. Immutable. */
public final class Component {
  /** {@code channel}, {@code source}, {@code sink}, {@code interceptor} or another of Flume's. */
  final String type;

  final String name;

  /** Of its bean. */
  final String className;

  private final Map<MBeanAttributeInfo, Object> values;

  Component(String type, String name, String className, Map<MBeanAttributeInfo, Object> values) {
    this.type = type;
    this.name = name;
    this.className = className;
    this.values = Collections.unmodifiableMap(values);
  }

  /** Reads all attributes of a bean in one call; one of ours answers with those of one moment. */
  static Component read(MBeanServer server, ObjectName bean) throws JMException {
    MBeanInfo info = server.getMBeanInfo(bean);
    Map<String, MBeanAttributeInfo> attributes = new LinkedHashMap<>();
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      attributes.put(attribute.getName(), attribute);
    }
    Map<MBeanAttributeInfo, Object> values = new LinkedHashMap<>();
    String[] names = attributes.keySet().toArray(new String[0]);
    for (Attribute value : server.getAttributes(bean, names).asList()) {
      MBeanAttributeInfo attribute = attributes.get(value.getName());
      if (attribute != null && value.getValue() != null) {
        values.put(attribute, value.getValue());
      }
    }
    String domain = bean.getDomain();
    return new Component(
        domain.substring(domain.lastIndexOf('.') + 1),
        bean.getKeyProperty("type"),
        info.getClassName(),
        values);
  }

  Map<MBeanAttributeInfo, Object> values() {
    return values;
  }

  /** {@code channel}, {@code source}, {@code sink}, {@code interceptor} or another of Flume's. */
  public String type() {
    return type;
  }

  public String name() {
    return name;
  }

  /** Its numbers by their names in its bean, but for an interceptor's values by group. */
  public Map<String, Number> numbers() {
    Map<String, Number> numbers = new TreeMap<>();
    for (Map.Entry<MBeanAttributeInfo, Object> value : values.entrySet()) {
      Number number = number(value.getValue());
      if (number != null && !InterceptorValues.isValue(value.getKey().getName())) {
        numbers.put(value.getKey().getName(), number);
      }
    }
    return numbers;
  }

  /**
   * A value as a number; null if it is none. A channel without a capacity says that it is full by
   * the largest number there is.
   */
  static @Nullable Number number(Object value) {
    if (value instanceof Boolean) {
      return (Boolean) value ? 1 : 0;
    }
    boolean isNumber = value instanceof Number && !value.equals(Double.MAX_VALUE);
    return isNumber && Double.isFinite(((Number) value).doubleValue()) ? (Number) value : null;
  }

  /** A number by its name; null if there is none so called. */
  @Nullable
  Long number(String attribute) {
    for (Map.Entry<MBeanAttributeInfo, Object> value : values.entrySet()) {
      if (value.getKey().getName().equals(attribute) && value.getValue() instanceof Number) {
        return ((Number) value.getValue()).longValue();
      }
    }
    return null;
  }

  /** Whether it was stopped: Flume leaves the bean of a component that a reload took out. */
  boolean isStopped() {
    Long stopped = number("StopTime");
    return stopped != null && stopped != 0;
  }

  /** Whether it says itself that it cannot work. */
  boolean isIdleByFault() {
    Long working = number("Working");
    return working != null && working == 0;
  }

  /** Why it is not ready; nothing if it is. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (isIdleByFault()) {
      faults.add(type + ' ' + name + " does not work; the agent's log says why");
    }
    return faults;
  }
}
