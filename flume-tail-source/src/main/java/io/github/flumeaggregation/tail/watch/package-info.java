/**
 * What a source goes by besides its files, each part replaceable in a test: the clocks, the
 * system's notices of changes, how many files the process may have open; and the counters that
 * monitoring reads.
 *
 * <p>Rests on nothing but Java. Read {@link io.github.flumeaggregation.tail.watch.Instruments}
 * first.
 */
package io.github.flumeaggregation.tail.watch;
