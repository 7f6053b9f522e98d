package io.github.flumeaggregation.core.window;

import java.util.List;

/** Is told when lines come into the windows of a {@link WindowOperator}. */
public interface LinesListener {
  /**
   * Lines have come, and {@code where} did not keep all of them out.
   *
   * @param groups the groups that they are of; made when they are asked for, until this returns
   */
  void aggregated(Iterable<List<String>> groups);
}
