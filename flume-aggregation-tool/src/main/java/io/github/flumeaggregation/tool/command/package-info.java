/** What the commands have in common. */
package io.github.flumeaggregation.tool.command;
