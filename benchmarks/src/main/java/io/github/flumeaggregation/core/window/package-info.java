/** Benchmarks of groups and windows, in their package to reach their parts. */
package io.github.flumeaggregation.core.window;
