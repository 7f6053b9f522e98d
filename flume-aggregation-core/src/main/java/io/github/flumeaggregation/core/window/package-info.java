/**
 * Event-time windows over groups of lines.
 *
 * <p>Time is cut into slices, none longer than the step of the window. A line is added to the one
 * slice it falls in, whatever number of windows contain it; a window is the merge of its slices.
 */
package io.github.flumeaggregation.core.window;
