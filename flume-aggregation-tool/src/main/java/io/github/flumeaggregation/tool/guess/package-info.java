/**
 * {@code flume-aggregation guess}: which format a log is of. Every {@link
 * io.github.flumeaggregation.tool.guess.Candidate} that may fit is tried on the first lines; {@link
 * io.github.flumeaggregation.tool.guess.Guess} takes the best.
 */
package io.github.flumeaggregation.tool.guess;
