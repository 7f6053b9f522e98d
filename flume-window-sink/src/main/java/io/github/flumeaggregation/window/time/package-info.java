/**
 * How far event time has come: of each partition, and of all together. Says when windows close and
 * when lines are late. Knows neither windows nor rows.
 *
 * <p>Read first {@link io.github.flumeaggregation.window.time.Frontiers}, then {@link
 * io.github.flumeaggregation.window.time.Activity}, which says who is not to be waited for.
 */
package io.github.flumeaggregation.window.time;
