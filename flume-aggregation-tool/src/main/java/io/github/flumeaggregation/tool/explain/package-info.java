/** {@code flume-aggregation explain}: what a configuration does, in words. */
package io.github.flumeaggregation.tool.explain;
