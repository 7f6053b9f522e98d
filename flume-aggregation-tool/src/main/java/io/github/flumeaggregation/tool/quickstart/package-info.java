/**
 * What {@code ./quickstart} runs: starts a stock agent on somebody's access logs, waits until every
 * line is counted, and shows what the rows say. Nothing of it is on an agent's class path.
 */
package io.github.flumeaggregation.tool.quickstart;
