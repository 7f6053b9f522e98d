/**
 * The window sink, as Flume and its operators see it: every class that a {@code .conf} or a command
 * names, and the only ones that know Flume. {@link io.github.flumeaggregation.window.WindowSink}
 * takes lines from a channel, {@link io.github.flumeaggregation.window.WindowResultSource} puts the
 * rows into others, {@link io.github.flumeaggregation.window.AlertmanagerSink} sends alerts on.
 *
 * <p>Read first {@link io.github.flumeaggregation.window.WindowSink}, then {@link
 * io.github.flumeaggregation.window.RunningSink}, which holds the state open. Below lie, each using
 * only those after it: {@code files}, {@code state}, {@code engine}, {@code alert} and {@code time}
 * side by side, {@code row}. What is public in them is meant for these neighbours, not for users.
 */
package io.github.flumeaggregation.window;
