/**
 * {@code flume-aggregation verify}: whether rows that were delivered are what logs say. {@link
 * io.github.flumeaggregation.tool.verify.DeliveredRows} has read them, {@link
 * io.github.flumeaggregation.tool.verify.Comparison} finds what differs, and {@link
 * io.github.flumeaggregation.tool.verify.LinesOfWindows} where the lines of such a window are.
 */
package io.github.flumeaggregation.tool.verify;
