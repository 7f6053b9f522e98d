/** Benchmarks of the tail source. */
package io.github.flumeaggregation.tail;
