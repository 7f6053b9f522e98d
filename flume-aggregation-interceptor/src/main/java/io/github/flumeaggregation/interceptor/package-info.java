/**
 * Live counters and statistics inside a source's interceptor chain. {@link
 * io.github.flumeaggregation.interceptor.AggregationInterceptor} is what Flume sees; the rest does
 * not know Flume.
 */
package io.github.flumeaggregation.interceptor;
