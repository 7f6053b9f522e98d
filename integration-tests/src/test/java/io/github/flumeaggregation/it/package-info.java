/**
 * Tests of the tarball in a stock agent.
 *
 * <p>{@link io.github.flumeaggregation.it.FlumeHome} and {@link
 * io.github.flumeaggregation.it.StockAgent} do what an operator does, {@link
 * io.github.flumeaggregation.it.AccessLog} makes the input, {@link
 * io.github.flumeaggregation.it.RowFiles} reads the output and {@link
 * io.github.flumeaggregation.it.Duck} computes independently what it should be.
 */
package io.github.flumeaggregation.it;
