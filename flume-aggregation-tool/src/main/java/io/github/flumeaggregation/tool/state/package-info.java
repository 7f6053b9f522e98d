/** {@code flume-aggregation state}: the state of a stopped sink. */
package io.github.flumeaggregation.tool.state;
