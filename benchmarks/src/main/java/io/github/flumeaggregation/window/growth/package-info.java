/** How what a line costs grows, one factor at a time. */
package io.github.flumeaggregation.window.growth;
