/** Compact bytes for state that is written down: the same values always give the same bytes. */
package io.github.flumeaggregation.core.encoding;
