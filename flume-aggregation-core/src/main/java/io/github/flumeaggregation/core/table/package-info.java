/**
 * Tables in files, in which an expression looks up values of lines: {@code lookup(client,
 * "offices.csv", "office")}.
 *
 * <p>Rests on {@code function} for addresses. Read {@link
 * io.github.flumeaggregation.core.table.Tables} first. A table is read once and never changed; rows
 * are found without allocation.
 */
package io.github.flumeaggregation.core.table;
