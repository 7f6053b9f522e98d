/** Benchmarks of the interceptor that reach into its package. */
package io.github.flumeaggregation.interceptor;
