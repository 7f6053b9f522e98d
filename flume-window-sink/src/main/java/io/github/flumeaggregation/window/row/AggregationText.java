package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.window.Aggregation;
import java.util.List;

/** What the rows of an aggregation have in common, encoded once. */
final class AggregationText {
  final String node;

  /** What its ids begin with. */
  final String idPrefix;

  /** For each field of the group, what stands before its value in a name, and in JSON. */
  final byte[][] fieldNames;

  final byte[][] fieldKeys;

  /** For each column, what stands before its value in JSON. */
  final byte[][] columnKeys;

  AggregationText(String node, String sinkPrefix, Aggregation aggregation) {
    this.node = node;
    idPrefix = sinkPrefix + RowNames.escape(aggregation.name()) + '/';
    List<NamedField> fields = aggregation.groupBy();
    fieldNames = new byte[fields.size()][];
    fieldKeys = new byte[fields.size()][];
    for (int i = 0; i < fieldNames.length; i++) {
      String name = RowNames.escape(fields.get(i).name());
      fieldNames[i] = Json.bytes((i == 0 ? "" : ",") + name + '=');
      fieldKeys[i] = key(i, fields.get(i).name());
    }
    List<Column> columns = aggregation.aggregates().columns();
    columnKeys = new byte[columns.size()][];
    for (int i = 0; i < columnKeys.length; i++) {
      columnKeys[i] = key(i, columns.get(i).name());
    }
  }

  private static byte[] key(int index, String name) {
    Json json = new Json().clear();
    return (index == 0 ? json : json.ascii(',')).string(name).ascii(':').written();
  }
}
