/**
 * What can be watched of a part: a {@link io.github.flumeaggregation.core.metric.MetricTable} says
 * of each number what it is called, what it means, its unit and how it is read; a {@link
 * io.github.flumeaggregation.core.metric.Reading} has the numbers of one moment, and a {@link
 * io.github.flumeaggregation.core.metric.MetricsBean} shows them. Nobody writes a metric down a
 * second time: a test holds the pages of the documentation to the tables.
 *
 * <p>Rests on Java's JMX alone. Read {@code MetricTable} first.
 */
package io.github.flumeaggregation.core.metric;
