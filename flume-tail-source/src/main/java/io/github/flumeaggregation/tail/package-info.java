/**
 * The source as Flume sees it: reads a {@code .conf}, makes events of what the engine has read, and
 * reports.
 *
 * <p>The only package of this module that knows Flume, and the only one whose names an operator
 * uses. All the rest is below, in the order in which a line comes up: {@code file} and {@code
 * watch} are how the system shows a file and what it tells unasked, {@code find} which files there
 * are, {@code position} which file each is and how far it has been delivered, {@code engine} who is
 * read next, and {@code frame} where an event ends. A package uses those below it, never those
 * above.
 *
 * <p>Read {@link io.github.flumeaggregation.tail.TailSource} first.
 */
package io.github.flumeaggregation.tail;
