/**
 * {@code flume-aggregation validate}: what an agent would say at its start, and what it would not
 * say. {@link io.github.flumeaggregation.tool.validate.Validation} names all the checks.
 */
package io.github.flumeaggregation.tool.validate;
