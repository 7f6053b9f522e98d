package io.github.flumeaggregation.core.window;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** What an operator has to say of lines, recomputed from all of them, in the order they came. */
interface OperatorModel {
  /** What stands after the columns that every operator computes. */
  String moreColumns();

  /** Settings by which some groups have no rows of their own. */
  String[] limits(Random random);

  /** The values of each group, by the names of windows. */
  Map<String, Map<String, List<Object>>> rows(List<ModelLine> lines);

  /** The books, by the names of windows, in the form of {@link Emissions#books()}. */
  Map<String, String> books(List<ModelLine> lines);

  /** The books of an operator that only makes windows that begin at {@code from} or later. */
  Map<String, String> booksFrom(List<ModelLine> lines, long from);

  /** Asserts that the counts of all rows are the aggregated lines. */
  void assertRowsAddUp(List<ModelLine> lines, Emissions emissions);
}
