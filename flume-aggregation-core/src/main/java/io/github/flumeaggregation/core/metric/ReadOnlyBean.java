package io.github.flumeaggregation.core.metric;

import java.util.Arrays;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;

/**
 * Shows numbers as the attributes of an MBean. All that are asked for in one call are of one
 * moment.
 *
 * <p>No attribute is ever null: Flume's HTTP monitoring drops a whole bean for one null. An
 * attribute that is asked for by name, but went away in the meantime, is left out.
 */
public final class ReadOnlyBean implements DynamicMBean {
  private final Supplier<MBeanInfo> info;
  private final Supplier<? extends BeanAttributes> attributes;

  /**
   * Both suppliers may be called by several threads.
   *
   * @param info which attributes there are now
   * @param attributes their values, when somebody looks
   */
  public ReadOnlyBean(Supplier<MBeanInfo> info, Supplier<? extends BeanAttributes> attributes) {
    this.info = info;
    this.attributes = attributes;
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    Object value = attributes.get().value(attribute);
    if (value == null) {
      throw new AttributeNotFoundException(attribute);
    }
    return value;
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    BeanAttributes values = attributes.get();
    AttributeList list = new AttributeList(names.length);
    for (String name : names) {
      Object value = values.value(name);
      if (value != null) {
        list.add(new Attribute(name, value));
      }
    }
    return list;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return info.get();
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
