/** The windows of {@code benchmarks/others} as a job for Flink, to be compared with. */
package io.github.flumeaggregation.benchmarks.flink;
