package io.github.flumeaggregation.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.flume.Context;
import org.apache.flume.instrumentation.MonitorService;

/**
 * Prints how fast an agent moves lines from its source {@code r1} through its channel {@code c1},
 * and what CPU the whole process takes for it: {@code lines nanoseconds cpuNanoseconds}. An agent
 * loads it by {@code -Dflume.monitoring.type}; {@code -Dbenchmark.lines} says when it is at its
 * end, {@code -Dbenchmark.counter} which number of its monitoring counts them, such as {@code
 * sink/k1/LinesRead}. With {@code -Dbenchmark.scrapedPort} it runs {@link Scraper} on that port.
 *
 * <p>Measures from {@value #WARM_UP_PERCENT} percent of the lines, when the code is compiled, to
 * {@value #UP_TO_PERCENT}.
 */
public final class ThroughputMonitor implements MonitorService {
  private static final int WARM_UP_PERCENT = 40;

  /**
   * The last lines are no full batch: a sink that takes waits for more as long as a channel says.
   */
  private static final int UP_TO_PERCENT = 98;

  private static final long POLL_MILLIS = 5;

  private final long lines = Long.getLong("benchmark.lines", 0);
  private final String[] counter =
      System.getProperty("benchmark.counter", "channel/c1/EventTakeSuccessCount").split("/");
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public void configure(Context context) {
    // All it needs comes by system properties.
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::measure, "throughput-monitor");
    thread.setDaemon(true);
    thread.start();
    Integer scraped = Integer.getInteger("benchmark.scrapedPort");
    if (scraped != null) {
      Scraper.start(scraped);
    }
  }

  private void measure() {
    try {
      long from = await(lines * WARM_UP_PERCENT / 100);
      long nanos = System.nanoTime();
      long cpuNanos = system.getProcessCpuTime();
      long to = await(lines * UP_TO_PERCENT / 100);
      long tookNanos = System.nanoTime() - nanos;
      long tookCpuNanos = system.getProcessCpuTime() - cpuNanos;
      System.out.println("measured " + (to - from) + " " + tookNanos + " " + tookCpuNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long await(long count) throws InterruptedException {
    for (long now = moved(); ; now = moved()) {
      if (now >= count) {
        return now;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private long moved() {
    return number(counter[0], counter[1], counter[2]);
  }

  private long number(String kind, String name, String attribute) {
    try {
      ObjectName bean = new ObjectName("org.apache.flume." + kind + ":type=" + name);
      return beans.isRegistered(bean) ? (Long) beans.getAttribute(bean, attribute) : 0;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    // The thread ends with the process.
  }
}
