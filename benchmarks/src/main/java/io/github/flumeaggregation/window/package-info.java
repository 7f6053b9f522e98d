/** Benchmarks of what the window sink makes and delivers. */
package io.github.flumeaggregation.window;
