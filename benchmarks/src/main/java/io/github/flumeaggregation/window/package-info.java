/** Benchmarks of the window sink, in its package to reach its parts. */
package io.github.flumeaggregation.window;
