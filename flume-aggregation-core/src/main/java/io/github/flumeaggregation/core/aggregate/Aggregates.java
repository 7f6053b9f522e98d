package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.expression.Call;
import io.github.flumeaggregation.core.expression.Formula;
import io.github.flumeaggregation.core.record.Fields;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A compiled {@code compute} list: the accumulators that it needs, each only once (an average and a
 * sum of the same field share theirs), and the columns that read them.
 */
public final class Aggregates {
  /** The number of lines of a group: always kept, so that empty groups are recognised. */
  static final StateRef LINES = new StateRef(true, 0);

  // These are copied for each table of states: cursors belong to one thread.
  private final Layout invertible;
  private final Layout mergeOnly;
  private final List<Column> columns;

  /** By what a state is of, such as {@code sum(bytes)}, its place. */
  private final Map<String, StateRef> refs;

  private final boolean needsWindowLength;

  private Aggregates(FunctionCompiler compiler, List<Column> columns) {
    this.invertible = new Layout(compiler.invertible());
    this.mergeOnly = new Layout(compiler.mergeOnly());
    this.refs = compiler.refs();
    this.needsWindowLength = compiler.needsWindowLength();
    this.columns = Collections.unmodifiableList(columns);
  }

  /**
   * Compiles the calls of a {@code compute} list.
   *
   * @param fields of the format that the calls were read for
   */
  public static Aggregates compile(List<Call> calls, Fields fields) {
    FunctionCompiler compiler = new FunctionCompiler(fields);
    Column[] columns = new Column[calls.size()];
    for (int i = 0; i < columns.length; i++) {
      if (calls.get(i).formula() == null) {
        columns[i] = compiler.column(calls.get(i));
      }
    }
    for (int i = 0; i < columns.length; i++) {
      Formula formula = calls.get(i).formula();
      if (formula != null) {
        columns[i] = Column.computed(calls.get(i), formula, columns);
      }
    }
    return new Aggregates(compiler, Arrays.asList(columns));
  }

  /** The columns, in the order of the list. */
  public List<Column> columns() {
    return columns;
  }

  /** Whether a column depends on the length of the window, as {@code rate} does. */
  public boolean needsWindowLength() {
    return needsWindowLength;
  }

  /** Storage for the states of groups. */
  public States newStates() {
    return new States(invertible.copy(), mergeOnly.copy());
  }

  /** How states of other columns over the same lines become states of these. */
  public CarriedStates carriedFrom(Aggregates before) {
    return new CarriedStates(before, this);
  }

  Map<String, StateRef> refs() {
    return refs;
  }
}
