package io.github.flumeaggregation.core.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Of which aggregation windows are, and what their rows consist of. Immutable. */
public final class LiveShape {
  private final String sink;
  private final String aggregation;
  private final List<String> groupBy;
  private final List<String> columns;

  /** The aggregation {@code aggregation} of a sink. */
  public LiveShape(String sink, String aggregation, List<String> groupBy, List<String> columns) {
    this.sink = sink;
    this.aggregation = aggregation;
    this.groupBy = Collections.unmodifiableList(new ArrayList<>(groupBy));
    this.columns = Collections.unmodifiableList(new ArrayList<>(columns));
  }

  public String sink() {
    return sink;
  }

  public String aggregation() {
    return aggregation;
  }

  /** The names of the fields that lines are grouped by. */
  public List<String> groupBy() {
    return groupBy;
  }

  /** The names of the columns. */
  public List<String> columns() {
    return columns;
  }
}
