package io.github.flumeaggregation.tool.replay;

import io.github.flumeaggregation.window.WindowReplay;

/** Where the rows of a replay go. */
interface Output {
  /** Takes a row, books or a further revision of one. */
  void add(WindowReplay.Row row);

  /** There are no more. */
  void finish();
}
