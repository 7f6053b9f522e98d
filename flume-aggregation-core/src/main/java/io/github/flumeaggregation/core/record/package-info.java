/**
 * A parsed line: slices of its bytes, exact decimal numbers, its time.
 *
 * <p>Rests on {@code config} for suggestions. Read {@link
 * io.github.flumeaggregation.core.record.Record} first, then {@link
 * io.github.flumeaggregation.core.record.Decimal}. Objects are reused from line to line, so that a
 * line makes no garbage; each says how long what it gives stays valid.
 */
package io.github.flumeaggregation.core.record;
