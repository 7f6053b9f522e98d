package io.github.flumeaggregation.core.format;

/** How the end of a value is found, and what follows it. */
final class ElementEnd {
  final Extent extent;
  final EndFinder finder;
  final byte[] literal;

  /** Whether after the literal a blank must stand, or the line end. */
  final boolean atBoundary;

  /** How often the literal stands within each value. */
  final int skipped;

  ElementEnd(Extent extent, EndFinder finder, byte[] literal, boolean atBoundary, int skipped) {
    this.extent = extent;
    this.finder = finder;
    this.literal = literal;
    this.atBoundary = atBoundary;
    this.skipped = skipped;
  }
}
