/**
 * The work of a tail source, in passes on one thread: which file has a turn and when, what of it is
 * read, and how batches get to the channel.
 *
 * <p>Rests on {@code position} for who a file is, on {@code find} for which there are, and on
 * {@code frame} for where events end; knows no Flume. Time, notices and counters come in through
 * {@link io.github.flumeaggregation.tail.watch.Instruments}, so that tests move the clock by hand.
 *
 * <p>Read {@link io.github.flumeaggregation.tail.engine.Tailer} first, then {@link
 * io.github.flumeaggregation.tail.engine.FileTurn}.
 */
package io.github.flumeaggregation.tail.engine;
