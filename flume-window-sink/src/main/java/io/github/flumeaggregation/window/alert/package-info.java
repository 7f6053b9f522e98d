/**
 * When something is wrong and has to be said: rules over the rows of closed windows, and over
 * groups that bring no more lines. A part of the engine's state machine; knows neither clock nor
 * log.
 *
 * <p>Read first {@link io.github.flumeaggregation.window.alert.Alerts}, then {@link
 * io.github.flumeaggregation.window.alert.GroupAlert}: the verdicts of one group and the episodes
 * that come of them.
 */
package io.github.flumeaggregation.window.alert;
