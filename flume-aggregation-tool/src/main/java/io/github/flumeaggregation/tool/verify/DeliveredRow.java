package io.github.flumeaggregation.tool.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A row or books, as they were found. */
final class DeliveredRow {
  private final RowForm form;
  private final long revision;
  private final boolean retracted;
  private final long linesIn;
  private final String content;

  DeliveredRow(RowForm form, JsonObject row) {
    this.form = form;
    revision = row.get("revision").getAsLong();
    retracted = row.has("retracted") && row.get("retracted").getAsBoolean();
    linesIn = linesIn(row);
    content = RowForm.content(row);
  }

  /** Of the books of a window, the lines that were in it; 0 of others. */
  static long linesIn(JsonObject row) {
    JsonElement lines = row.get("lines");
    return lines != null && lines.isJsonObject() && lines.getAsJsonObject().has("in")
        ? lines.getAsJsonObject().get("in").getAsLong()
        : 0;
  }

  /** How it was delivered. */
  RowForm form() {
    return form;
  }

  /** The highest one counts. */
  long revision() {
    return revision;
  }

  /** Whether it was taken back. */
  boolean isRetracted() {
    return retracted;
  }

  /** Lines in its window, if it is the books of one. */
  long linesIn() {
    return linesIn;
  }

  /** What it says, to be compared. */
  String content() {
    return content;
  }
}
