package io.github.flumeaggregation.tool.replay;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.tool.rows.FinalRows;
import io.github.flumeaggregation.window.WindowReplay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the rows that count in the end. */
final class PrintedOutput implements Output {
  private final FinalRows finals;
  private final boolean json;
  private final boolean csv;
  private final PrintWriter out;

  /** As JSON lines with the books, as CSV, or as aligned tables. */
  PrintedOutput(FinalRows finals, boolean json, boolean csv, PrintWriter out) {
    this.finals = finals;
    this.json = json;
    this.csv = csv;
    this.out = out;
  }

  @Override
  public void add(WindowReplay.Row row) {
    finals.add(row);
  }

  @Override
  public void finish() {
    if (json) {
      finals.json().forEach(out::println);
    } else {
      printTables();
    }
  }

  private void printTables() {
    Map<String, List<JsonObject>> byAggregation = new LinkedHashMap<>();
    for (JsonObject row : finals.rows()) {
      byAggregation
          .computeIfAbsent(row.get("aggregation").getAsString(), name -> new ArrayList<>())
          .add(row);
    }
    byAggregation.forEach(
        (name, own) -> {
          if (byAggregation.size() > 1) {
            out.println("# " + name);
          }
          out.print(csv ? new Table(own).csv() : new Table(own).aligned());
        });
  }
}
