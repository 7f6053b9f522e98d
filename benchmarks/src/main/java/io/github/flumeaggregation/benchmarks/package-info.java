/** JMH benchmarks of the engine. */
package io.github.flumeaggregation.benchmarks;
