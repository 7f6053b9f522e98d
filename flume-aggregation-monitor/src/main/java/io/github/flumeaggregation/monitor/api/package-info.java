/**
 * What the page for people reads, in JSON: {@link
 * io.github.flumeaggregation.monitor.api.StatusPage} of the agent as a whole, {@link
 * io.github.flumeaggregation.monitor.api.WindowsPage} of what has closed. Fields are as in
 * docs/monitoring.md. Everything has been seen before; nothing is waited for.
 */
package io.github.flumeaggregation.monitor.api;
