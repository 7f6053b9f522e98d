package io.github.flumeaggregation.monitor.metrics;

import io.github.flumeaggregation.core.Nullable;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.annotation.concurrent.GuardedBy;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the beans of all components of the agent.
 *
 * <p>A component may answer late: a window sink holds its lock while its disk makes a batch
 * durable. Nobody who looks waits for that: each component is asked by a thread of its own, of
 * which it has one at most, and one that has not answered in time is shown as it was last seen.
 */
public final class ComponentReader implements Closeable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ComponentReader.class);
  private static final long PATIENCE_MILLIS = 500;

  private final MBeanServer server;
  private final long patienceMillis;
  private final ObjectName all;
  private final ExecutorService threads;

  @GuardedBy("this")
  private final Map<ObjectName, Component> seen = new HashMap<>();

  @GuardedBy("this")
  private final Map<ObjectName, Future<Component>> asked = new HashMap<>();

  /** Reads the components on this server. */
  public ComponentReader(MBeanServer server) {
    this(server, PATIENCE_MILLIS);
  }

  /**
   * The same with another patience.
   *
   * @param patienceMillis how long all components together may take to answer
   */
  ComponentReader(MBeanServer server, long patienceMillis) {
    this.server = server;
    this.patienceMillis = patienceMillis;
    try {
      all = new ObjectName("org.apache.flume.*:type=*");
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "monitor-reader");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** All components that have not been stopped, in the order of their names. */
  public synchronized Look look() {
    TreeSet<ObjectName> beans = new TreeSet<>(server.queryNames(all, null));
    seen.keySet().retainAll(beans);
    asked.keySet().retainAll(beans);
    for (ObjectName bean : beans) {
      asked.computeIfAbsent(bean, name -> threads.submit(() -> Component.read(server, name)));
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    List<Component> components = new ArrayList<>();
    int late = 0;
    for (ObjectName bean : beans) {
      late += answers(bean, deadline) ? 0 : 1;
      Component component = seen.get(bean);
      if (component != null && !component.isStopped()) {
        components.add(component);
      }
    }
    return new Look(components, late);
  }

  /** Waits for an answer until a time; false if there is none yet. */
  @GuardedBy("this")
  private boolean answers(ObjectName bean, long deadline) {
    @Nullable Future<Component> answer = asked.get(bean);
    try {
      if (answer != null) {
        seen.put(bean, answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      // It may have gone in this moment.
      LOGGER.debug("MonitorServer cannot read {}", bean, e);
      seen.remove(bean);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    asked.remove(bean);
    return true;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
