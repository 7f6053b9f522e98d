package io.github.flumeaggregation.tool.verify;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.tool.rows.CanonicalJson;
import io.github.flumeaggregation.window.WindowReplay;

/** A form in which rows are delivered, and what of them must be as it would be computed now. */
enum RowForm {
  /** JSON objects, one to a line. */
  JSON {
    @Override
    JsonObject of(WindowReplay.Row row) {
      return new Gson().fromJson(row.json(), JsonObject.class);
    }
  },

  /** Records of Avro. */
  AVRO {
    @Override
    JsonObject of(WindowReplay.Row row) {
      return new Gson().fromJson(row.avro().toString(), JsonObject.class);
    }
  };

  /** A row that was computed, as it would stand in this form. */
  abstract JsonObject of(WindowReplay.Row row);

  /** What a row says: all but who said it, and how often. */
  static String content(JsonObject row) {
    row.remove("id");
    row.remove("revision");
    row.remove("node");
    return CanonicalJson.of(row);
  }
}
