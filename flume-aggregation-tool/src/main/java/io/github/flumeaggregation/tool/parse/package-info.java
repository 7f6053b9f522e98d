/** {@code flume-aggregation parse}: what a configuration makes of the lines of a log. */
package io.github.flumeaggregation.tool.parse;
