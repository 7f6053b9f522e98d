/** Formats of log lines: how the bytes of a line become the fields of a record. */
package io.github.flumeaggregation.core.format;
