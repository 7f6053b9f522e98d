/**
 * What leaves the sink: rows, the books of lines, their ids, and their forms as JSON and Avro. The
 * same result gives the same bytes.
 *
 * <p>Read first {@link io.github.flumeaggregation.window.row.RowWriter}. A new output form stands
 * beside {@link io.github.flumeaggregation.window.row.FileFormat}.
 */
package io.github.flumeaggregation.window.row;
