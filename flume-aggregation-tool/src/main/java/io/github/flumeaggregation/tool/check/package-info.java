/**
 * {@code flume-aggregation test}: unit tests of configurations. A {@link
 * io.github.flumeaggregation.tool.check.TestFolder} says what goes in and what is to come out,
 * {@link io.github.flumeaggregation.tool.check.Results} is what comes out.
 */
package io.github.flumeaggregation.tool.check;
