/**
 * {@code flume-aggregation replay}: the rows that an agent would give for logs that are there. The
 * engine is the sink's; {@link io.github.flumeaggregation.tool.rows.FinalRows} keeps of each row
 * what counts in the end.
 */
package io.github.flumeaggregation.tool.replay;
