/**
 * Event-time windows over groups of lines.
 *
 * <p>Time is cut into slices, none longer than the step of the window. A line is added to the one
 * slice it falls in, whatever number of windows contain it; a window is the merge of its slices.
 * Rests on {@code aggregate}, {@code expression}, {@code record} and {@code encoding}. Read {@link
 * io.github.flumeaggregation.core.window.WindowOperator} first, which is what a window sink sees,
 * then {@code WindowedAggregation}, {@code SliceLog} and {@code GroupTable}. The interceptor's
 * windows, which move with each line, begin at {@link
 * io.github.flumeaggregation.core.window.LiveAggregation}. A new kind of windows of slices is a
 * {@link io.github.flumeaggregation.core.window.Windows}; of others, an operator.
 */
package io.github.flumeaggregation.core.window;
