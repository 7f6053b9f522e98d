/**
 * A Flume configuration file as an operator sees it: keys with their lines, and of these the parts
 * of each agent. {@link io.github.flumeaggregation.tool.conf.ConfFile} is the way in.
 */
package io.github.flumeaggregation.tool.conf;
