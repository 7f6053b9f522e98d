package io.github.flumeaggregation.core.format;

/** How the end of a value is found. */
enum Extent {
  /** Where what follows stands first. */
  UNTIL_LITERAL(""),
  /** Likewise, but what follows an odd number of backslashes is never taken for the literal. */
  QUOTED(""),
  /** After three digits, one hyphen or a zero. */
  STATUS(" (three digits or a hyphen)"),
  /** After digits or one hyphen. */
  WHOLE_NUMBER(" (digits or a hyphen)"),
  /** After as many bytes as a time in common log format has, or where what follows stands. */
  CLF_TIME(" (such as 17/May/2026:10:05:43 +0000)"),
  /** At the first blank, where what follows stands. */
  CLIENT(
      " (one address or name; for what stands before it there are format = vcombined and"
          + " format.prefix)"),
  /** Where what follows stands; the value is no address. */
  IDENT(
      " (no address; if a virtual host or something else stands before the client, there are"
          + " format = vcombined and format.prefix)"),
  /** Likewise; nor is there an address or lonely hyphen in the value. */
  USER(
      " (a name; if a virtual host or something else stands before the client, there are"
          + " format = vcombined and format.prefix)"),
  /** Where what follows stands first, unless a comma or the like shows that the list goes on. */
  LIST(""),
  /** At a blank or the end of the line. */
  WORD(""),
  /** At the end of the line. */
  REST(""),
  /** Where the element's {@link EndFinder} says. */
  FOUND("");

  private final String description;

  Extent(String description) {
    this.description = description;
  }

  /** What values are like, for a message, with a blank before it. */
  String description() {
    return description;
  }
}
