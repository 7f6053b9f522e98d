/** Logs as commands read them: lines of files, compressed or not, from start to end. */
package io.github.flumeaggregation.tool.log;
