/**
 * What the parts of a running agent show to whoever watches it, beyond numbers: the windows that
 * closed last, and what else is worth a look. Nothing is kept while nobody watches.
 *
 * <p>Flume gives components no way to know each other, hence a registry of the process. Read {@link
 * io.github.flumeaggregation.core.live.LiveWindows} first.
 */
package io.github.flumeaggregation.core.live;
