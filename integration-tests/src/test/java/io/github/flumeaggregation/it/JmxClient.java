package io.github.flumeaggregation.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads an agent's beans as jconsole does: attached to its process, through a connector. */
final class JmxClient implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection server;

  private JmxClient(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
  }

  @SuppressWarnings("BanJNDI") // the address is that of a process of ours
  static JmxClient of(StockAgent agent) throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(agent.pid()));
    try {
      JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
      return new JmxClient(JMXConnectorFactory.connect(url));
    } finally {
      machine.detach();
    }
  }

  /** All attributes of a bean, as text. */
  Map<String, String> values(String name) throws IOException, JMException {
    ObjectName bean = new ObjectName(name);
    MBeanAttributeInfo[] infos = server.getMBeanInfo(bean).getAttributes();
    String[] names = new String[infos.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = infos[i].getName();
    }
    Map<String, String> values = new TreeMap<>();
    for (Attribute attribute : server.getAttributes(bean, names).asList()) {
      values.put(attribute.getName(), String.valueOf(attribute.getValue()));
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
