/**
 * Regular expressions over bytes, matched in time linear in the text's length.
 *
 * <p>Rests on {@code record}. Read {@link io.github.flumeaggregation.core.regex.Regex} first. A
 * pattern goes through {@code RegexParser} (text to {@code Node}s) and {@code Program} (nodes to
 * states); {@code RegexSearch} says whether it occurs, by sets of states that are made when they
 * are met, and {@code RegexCaptures} where its groups are. Why it is ours: decision 56.
 */
package io.github.flumeaggregation.core.regex;
