/**
 * Shows an agent to people and its numbers to Prometheus. {@link
 * io.github.flumeaggregation.monitor.MonitorServer} is what Flume creates. {@code monitor.metrics}
 * makes the page of numbers from the agent's MBeans, {@code monitor.api} what the page for people
 * reads, {@code monitor.http} sends pages; none of them knows Flume.
 */
package io.github.flumeaggregation.monitor;
