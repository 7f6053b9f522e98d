/**
 * Where the next event ends in a buffer of bytes: after a line, a block of lines, or a record of
 * several.
 *
 * <p>By itself: it knows no files, and is used by the engine alone. Rests on core for the search of
 * a byte and for regular expressions. Read {@link io.github.flumeaggregation.tail.frame.Framer}
 * first.
 */
package io.github.flumeaggregation.tail.frame;
