/**
 * Which files the patterns mean at this moment, at the cost of a look per directory that changed.
 *
 * <p>Rests on {@code file} for what a name stands for and on {@code watch} for notice of changes.
 * Knows nothing of what the files hold.
 *
 * <p>Read {@link io.github.flumeaggregation.tail.find.Discovery} first.
 */
package io.github.flumeaggregation.tail.find;
