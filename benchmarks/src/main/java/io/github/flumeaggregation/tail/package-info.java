/** Benchmarks of the tail source, in its package to reach its parts. */
package io.github.flumeaggregation.tail;
