/** Benchmarks of aggregate states, in their package to reach their parts. */
package io.github.flumeaggregation.core.aggregate;
