/**
 * Lines in, rows out: a state machine in memory that counts each line once, closes windows, and
 * writes down each change of its state as an operation that can be done again. It touches no disk
 * and looks at no clock.
 *
 * <p>Read first {@link io.github.flumeaggregation.window.engine.WindowEngine}, then {@link
 * io.github.flumeaggregation.window.engine.LineIntake} and {@link
 * io.github.flumeaggregation.window.engine.WindowCloser}. {@link
 * io.github.flumeaggregation.window.engine.Job} says what is to be computed.
 */
package io.github.flumeaggregation.window.engine;
