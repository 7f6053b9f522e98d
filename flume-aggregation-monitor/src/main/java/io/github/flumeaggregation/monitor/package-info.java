/**
 * Shows an agent's numbers to Prometheus. {@link io.github.flumeaggregation.monitor.MonitorServer}
 * is what Flume creates. {@code monitor.metrics} makes the page of numbers from the agent's MBeans,
 * {@code monitor.http} sends pages; neither knows the other, or Flume.
 */
package io.github.flumeaggregation.monitor;
