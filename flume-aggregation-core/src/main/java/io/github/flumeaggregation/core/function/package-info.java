/**
 * The functions over the values of a line, such as {@code lower(method)} and {@code ids(path)}.
 *
 * <p>Rests on {@code record}. Read {@link io.github.flumeaggregation.core.function.LineFunction}
 * first, then one of the lists, such as {@code TextFunctions}: a new function is a line there and a
 * small class. A function is made once for each place where an expression calls it, so it may keep
 * what it reuses: results are slices of the line, or lie in a buffer that is overwritten with the
 * next line, and making them allocates nothing.
 */
package io.github.flumeaggregation.core.function;
