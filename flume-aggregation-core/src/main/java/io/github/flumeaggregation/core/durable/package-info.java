/**
 * What the parts of an agent that keep something on disk have in common.
 *
 * <p>Rests on nothing but Java. Read {@link io.github.flumeaggregation.core.durable.DurableFiles}
 * first.
 *
 * <p>How a file says that it is whole stays with its owner. The state of a sink is binary, and must
 * have its checksum. A position file is text that a person may edit, who takes the checksum out;
 * and of a damaged one there is a copy to go on from. They share no more than Java's CRC32.
 */
package io.github.flumeaggregation.core.durable;
