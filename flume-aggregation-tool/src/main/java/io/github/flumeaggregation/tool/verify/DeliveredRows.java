package io.github.flumeaggregation.tool.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.log.ReadFault;
import io.github.flumeaggregation.tool.rows.RowId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * The rows and books of one sink that are in files: of each the highest revision, and what is wrong
 * with them by themselves. Rows of others, and alerts, are passed over. Memory: all final rows, and
 * some hundred bytes for each revision.
 */
final class DeliveredRows {
  private static final String AVRO = ".avro";

  private final Gson gson = new Gson();
  private final String sink;
  private final @Nullable String node;
  private final Map<String, Map<String, DeliveredRow>> byOwner = new HashMap<>();
  private final Map<String, Integer> contents = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long copies;

  /**
   * None yet.
   *
   * @param sink its name as ids have it
   * @param node the same; null for that of which there are most
   */
  DeliveredRows(String sink, @Nullable String node) {
    this.sink = sink;
    this.node = node;
  }

  /** Reads one file; what is no row in it is a fault. */
  void read(String name, InputStream in) throws IOException {
    if (name.endsWith(AVRO)) {
      readAvro(name, in);
    } else {
      readLines(name, in);
    }
  }

  private void readLines(String name, InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
    @Nullable String line = reader.readLine();
    for (long number = 1; line != null; number++) {
      if (!line.isEmpty() && !line.startsWith("[")) { // an array is an alert
        add(name + ':' + number, RowForm.JSON, line);
      }
      line = reader.readLine();
    }
  }

  private void readAvro(String name, InputStream in) {
    long number = 0;
    try (DataFileStream<GenericRecord> records =
        new DataFileStream<>(in, new GenericDatumReader<>())) {
      while (records.hasNext()) {
        GenericRecord record = records.next();
        number++;
        if (record.get("body") == null) {
          add(name + " record " + number, RowForm.AVRO, record.toString());
        }
      }
    } catch (IOException | AvroRuntimeException e) {
      faults.add(name + ": cannot be read after record " + number + ": " + ReadFault.reason(e));
    }
  }

  private void add(String where, RowForm form, String text) {
    try {
      JsonObject row = gson.fromJson(text, JsonObject.class);
      String id = row.get("id").getAsString();
      @Nullable RowId parts = RowId.of(id);
      if (parts == null || !parts.revision().equals(row.get("revision").getAsString())) {
        faults.add(where + ": the id and the revision of this row do not agree");
      } else if (parts.owner().endsWith('/' + sink)
          && (node == null || parts.owner().equals(node + '/' + sink))) {
        keep(where, id, parts, new DeliveredRow(form, row));
      }
    } catch (JsonParseException
        | NullPointerException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | ClassCastException e) {
      faults.add(where + ": is neither a row nor books");
    }
  }

  private void keep(String where, String id, RowId parts, DeliveredRow row) {
    @Nullable Integer before = contents.put(id + row.form(), row.content().hashCode());
    if (before != null) {
      copies++;
      if (before != row.content().hashCode()) {
        faults.add(where + ": was delivered twice, and says something else each time: " + id);
      }
    }
    byOwner
        .computeIfAbsent(parts.owner(), owner -> new HashMap<>())
        .merge(parts.key(), row, (a, b) -> b.revision() >= a.revision() ? b : a);
  }

  /** The rows and books of the sink by the keys of their ids. */
  Map<String, DeliveredRow> byKey() {
    Map<String, DeliveredRow> most = Collections.emptyMap();
    for (Map<String, DeliveredRow> rows : byOwner.values()) {
      most = rows.size() > most.size() ? rows : most;
    }
    return most;
  }

  /** The nodes whose sinks of this name there are rows of, if there are several. */
  List<String> owners() {
    return new ArrayList<>(byOwner.keySet());
  }

  /** What is wrong whatever the logs say. */
  List<String> faults() {
    return faults;
  }

  /** How many rows came again, and were the same. */
  long copies() {
    return copies;
  }
}
