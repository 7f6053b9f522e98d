/**
 * Aggregate functions: what they keep for a group ({@link
 * io.github.flumeaggregation.core.aggregate.Accumulator}), where it lies ({@link
 * io.github.flumeaggregation.core.aggregate.Cells}), and what a row shows of it ({@link
 * io.github.flumeaggregation.core.aggregate.Column}).
 *
 * <p>Rests on {@code record} (lines), {@code expression} (what the configuration says) and {@code
 * encoding}. Read {@code Accumulator} first: windows are right because of its laws, which {@code
 * FunctionContract} tests. A new function is made in {@code FunctionCompiler}, of accumulators that
 * are there or of a new one.
 */
package io.github.flumeaggregation.core.aggregate;
