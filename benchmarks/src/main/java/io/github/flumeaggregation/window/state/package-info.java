/** Benchmarks of the window sink's state, in its package to reach its parts. */
package io.github.flumeaggregation.window.state;
