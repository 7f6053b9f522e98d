/**
 * Formats of log lines: how the bytes of a line become the fields of a record.
 *
 * <p>Rests on {@code record}, {@code config} and {@code regex}. Read {@link
 * io.github.flumeaggregation.core.format.Format} first, which is what the parts use, then {@link
 * io.github.flumeaggregation.core.format.Formats}, which makes one of a configuration. A format is
 * a tree of {@code FormatPart}s; a new one is added in {@code NamedFormats}.
 */
package io.github.flumeaggregation.core.format;
