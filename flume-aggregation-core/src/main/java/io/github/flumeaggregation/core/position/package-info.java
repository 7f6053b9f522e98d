/**
 * Which bytes of which file, or which messages of which partition, an event covers, and which of
 * them have been counted.
 *
 * <p>Rests on {@code encoding} and {@code record}. Read {@link
 * io.github.flumeaggregation.core.position.BodyLines} first: it gives the lines of an event that
 * are new. {@link io.github.flumeaggregation.core.position.CountedSet} remembers what has been
 * counted, and {@link io.github.flumeaggregation.core.position.PositionHeaders} names the headers.
 */
package io.github.flumeaggregation.core.position;
