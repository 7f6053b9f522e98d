/**
 * How a source of this process learns that what it has sent has been counted durably.
 *
 * <p>Flume gives components no way to know each other, hence registries of the process: {@link
 * io.github.flumeaggregation.core.confirm.ConfirmingSinks} says which sinks can confirm, {@link
 * io.github.flumeaggregation.core.confirm.SentMarkers} what they have confirmed, {@link
 * io.github.flumeaggregation.core.confirm.ConfirmationRules} which of them may be asked. Rests on
 * {@code core.config}. Read {@link io.github.flumeaggregation.core.confirm.SentMarkers} first.
 */
package io.github.flumeaggregation.core.confirm;
