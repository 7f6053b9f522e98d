/**
 * The page of numbers: {@link io.github.flumeaggregation.monitor.metrics.ComponentReader} reads the
 * MBeans of all components, {@link io.github.flumeaggregation.monitor.metrics.AttributeNames} says
 * what each number is called, and {@link io.github.flumeaggregation.monitor.metrics.MetricsPage}
 * writes them down. What a number of ours means is in its bean, which has it from the table of the
 * part.
 */
package io.github.flumeaggregation.monitor.metrics;
