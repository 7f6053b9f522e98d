/**
 * What the parts say of the JVM and the host that they run in.
 *
 * <p>Rests on nothing.
 */
package io.github.flumeaggregation.core.runtime;
