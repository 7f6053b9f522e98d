/**
 * What several of the plugin's modules share; imports nothing of Flume.
 *
 * <p>A class is here only if two modules use it. The packages from the bottom up: {@code encoding},
 * {@code record} and {@code config} rest on nothing; {@code regex}, {@code position}, {@code
 * format} and {@code expression} on those; then {@code aggregate}; on top {@code window}. {@code
 * ArchitectureTest} keeps them free of cycles.
 */
package io.github.flumeaggregation.core;
