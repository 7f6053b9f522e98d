/**
 * Compact bytes for state that is written down: the same values always give the same bytes.
 *
 * <p>Rests on nothing. {@link io.github.flumeaggregation.core.encoding.ByteWriter} writes, {@link
 * io.github.flumeaggregation.core.encoding.ByteReader} reads and believes nothing: bytes that
 * cannot have been written are refused, and lengths are checked before anything is made of them.
 */
package io.github.flumeaggregation.core.encoding;
