/**
 * The state that survives the process: an engine whose operations are written to a log before they
 * count, snapshots that bound the log, and the outbox of rows that wait to be delivered.
 *
 * <p>Read first {@link io.github.flumeaggregation.window.state.DurableEngine}; then {@link
 * io.github.flumeaggregation.window.state.StateDirectory}, which keeps the files, and {@link
 * io.github.flumeaggregation.window.state.RecoveredState}, which reads them. All writing goes
 * through {@link io.github.flumeaggregation.window.state.Disk}, which tests put an unkind one in
 * the place of.
 */
package io.github.flumeaggregation.window.state;
