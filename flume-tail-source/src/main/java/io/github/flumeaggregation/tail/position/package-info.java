/**
 * Which incarnation a file is, and how far it has been delivered, over all its lives and those of
 * the agent.
 *
 * <p>Here is kept the law that everything downstream stands on: never two different lines under one
 * position. Rests on {@code find} and {@code file} for what can be seen of a file.
 *
 * <p>Read {@link io.github.flumeaggregation.tail.position.Incarnation} first, then {@link
 * io.github.flumeaggregation.tail.position.Identification}, which decides, and {@link
 * io.github.flumeaggregation.tail.position.Positions}, which remembers.
 */
package io.github.flumeaggregation.tail.position;
