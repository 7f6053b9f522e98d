/**
 * Tails log files into Flume events that say which bytes of which file they cover.
 *
 * <p>Each question has its class: which files ({@link io.github.flumeaggregation.tail.PathPattern},
 * {@link io.github.flumeaggregation.tail.Roster}), which file is this ({@link
 * io.github.flumeaggregation.tail.Identification}), how far ({@link
 * io.github.flumeaggregation.tail.Positions}), where does the next event end ({@link
 * io.github.flumeaggregation.tail.LineFramer}), what does it look like ({@link
 * io.github.flumeaggregation.tail.EventFactory}). {@link io.github.flumeaggregation.tail.Tailer}
 * ties them together; only the classes that Flume creates or that make events import Flume.
 */
package io.github.flumeaggregation.tail;
