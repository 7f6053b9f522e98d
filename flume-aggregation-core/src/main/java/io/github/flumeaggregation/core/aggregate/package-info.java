/**
 * Aggregate functions: what they keep for a group ({@link
 * io.github.flumeaggregation.core.aggregate.Accumulator}), where it lies ({@link
 * io.github.flumeaggregation.core.aggregate.Cells}), and what a row shows of it ({@link
 * io.github.flumeaggregation.core.aggregate.Column}).
 */
package io.github.flumeaggregation.core.aggregate;
