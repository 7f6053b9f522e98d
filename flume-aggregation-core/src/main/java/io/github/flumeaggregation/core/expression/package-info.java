/** The aggregation language: conditions, lists of functions and lists of fields. */
package io.github.flumeaggregation.core.expression;
