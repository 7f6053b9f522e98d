/**
 * What the parts of an agent that keep something on disk have in common.
 *
 * <p>Rests on nothing but Java. Read {@link io.github.flumeaggregation.core.durable.DurableFiles}
 * first.
 */
package io.github.flumeaggregation.core.durable;
