/**
 * The aggregation language: conditions, lists of functions and lists of fields, compiled once
 * against the fields of a format.
 *
 * <p>Rests on {@code record} and {@code regex}. Read {@link
 * io.github.flumeaggregation.core.expression.Conditions} first, then {@code ConditionParser};
 * {@code Lexer} says what a word is, and {@code Operand} what can be compared.
 */
package io.github.flumeaggregation.core.expression;
