/** What several of the plugin's modules share; imports nothing of Flume. */
package io.github.flumeaggregation.core;
