package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import javax.annotation.concurrent.GuardedBy;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a bean on the JMX server as {@code org.apache.flume.interceptor:type=<name>}, a domain that
 * Flume's own monitoring shows, and takes it off again. Both may be called any number of times.
 * Failing is logged and harms nobody: counting goes on.
 */
final class BeanRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(BeanRegistration.class);
  private static final String PREFIX = "org.apache.flume.interceptor:type=";
  private static final int MAX_NAMESAKES = 1000;

  private final MBeanServer server;
  private final String name;
  private final DynamicMBean bean;

  @GuardedBy("this")
  private @Nullable ObjectName registered;

  BeanRegistration(MBeanServer server, String name, DynamicMBean bean) {
    this.server = server;
    this.name = name;
    this.bean = bean;
  }

  synchronized void register() {
    try {
      for (int i = 1; registered == null && i <= MAX_NAMESAKES; i++) {
        registered = tryAs(i == 1 ? name : name + '-' + i);
      }
    } catch (JMException | RuntimeException e) {
      LOG.warn("Interceptor '{}': its values are not published", name, e);
    }
  }

  /** The name under which the bean is registered, or null if the name is taken. */
  private @Nullable ObjectName tryAs(String candidate) throws JMException {
    ObjectName objectName = new ObjectName(PREFIX + candidate);
    try {
      server.registerMBean(bean, objectName);
    } catch (InstanceAlreadyExistsException e) {
      return null;
    }
    if (!candidate.equals(name)) {
      LOG.warn(
          "Interceptor '{}': there is another of that name, so this one's values are published as"
              + " '{}'; give each interceptor its own 'name'",
          name,
          candidate);
    }
    return objectName;
  }

  synchronized void unregister() {
    if (registered == null) {
      return;
    }
    try {
      server.unregisterMBean(registered);
    } catch (JMException | RuntimeException e) {
      LOG.warn("Interceptor '{}': its values could not be withdrawn", name, e);
    }
    registered = null;
  }
}
