/** Regular expressions over bytes, matched in time linear in the text's length. */
package io.github.flumeaggregation.core.regex;
