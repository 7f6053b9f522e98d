/**
 * As much of an HTTP server as answers that are ready need, with a limit on everything that a
 * client can use up. Knows nothing of what is served. Read {@link
 * io.github.flumeaggregation.monitor.http.PageServer} first.
 */
package io.github.flumeaggregation.monitor.http;
