/** Benchmarks of the window sink's engine. */
package io.github.flumeaggregation.window.engine;
