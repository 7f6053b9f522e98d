/**
 * The window sink: aggregates the events of a channel by event time and offers the results to a
 * source in the same agent. {@link io.github.flumeaggregation.window.WindowSink} and {@link
 * io.github.flumeaggregation.window.WindowResultSource} are the shells that Flume creates; {@link
 * io.github.flumeaggregation.window.WindowEngine} does the work and knows nothing of Flume.
 */
package io.github.flumeaggregation.window;
