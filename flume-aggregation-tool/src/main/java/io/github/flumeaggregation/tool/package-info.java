/**
 * The command {@code flume-aggregation}. {@link io.github.flumeaggregation.tool.FlumeAggregation}
 * names its subcommands, each of which has a package of its own. None of this is on the class path
 * of an agent.
 */
package io.github.flumeaggregation.tool;
