package io.github.flumeaggregation.core.window;

/** What is known of the groups of which lines were folded for want of room. */
interface FoldedBound {
  /** Nothing but that the lines are in {@code (other)}, and that the groups kept lack none. */
  FoldedBound UNKNOWN =
      new FoldedBound() {
        @Override
        public long mostLines() {
          return Long.MAX_VALUE;
        }

        @Override
        public long lacking(int number) {
          return 0;
        }

        @Override
        public long credit(int number, long lines) {
          return lines;
        }
      };

  /** How many lines a group has at most that is in {@code (other)} as a whole. */
  long mostLines();

  /** How many lines of the group of this number are in {@code (other)} at most. */
  long lacking(int number);

  /**
   * What decides whether a group keeps its place among too many: its lines, less what others have
   * lost since it has been here.
   */
  long credit(int number, long lines);
}
