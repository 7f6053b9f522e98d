package io.github.flumeaggregation.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON log, the agent that reads it, and the agent's page in a browser. */
final class WatchedAgent {
  private static final String CONF =
      """
      a1.sources = log results
      a1.channels = lines rows
      a1.sinks = windows rows
      a1.sources.log.type = io.github.flumeaggregation.tail.TailSource
      a1.sources.log.paths = DIR/app.log
      a1.sources.log.positionFile = DIR/positions.json
      a1.sources.log.startAt = beginning
      a1.sources.log.channels = lines
      a1.channels.lines.type = file
      a1.channels.lines.checkpointDir = DIR/checkpoint
      a1.channels.lines.dataDirs = DIR/data
      a1.sinks.windows.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.windows.channel = lines
      a1.sinks.windows.node = web1
      a1.sinks.windows.stateDir = DIR/state
      a1.sinks.windows.format = json
      a1.sinks.windows.format.timeField = at
      a1.sinks.windows.idleTimeout = 1s
      a1.sinks.windows.aggregations = users all
      a1.sinks.windows.aggregations.users.window = tumbling 1m
      a1.sinks.windows.aggregations.users.groupBy = user
      a1.sinks.windows.aggregations.users.compute = count, sum(bytes) as bytes, max(big) as big
      a1.sinks.windows.aggregations.all.window = tumbling 1m
      a1.sinks.windows.aggregations.all.compute = count, avg(bytes) as avg
      a1.sinks.windows.alerts = busy
      a1.sinks.windows.alerts.busy.on = all
      a1.sinks.windows.alerts.busy.when = count > 0
      a1.sinks.windows.alerts.busy.maxAge = off
      a1.sources.results.type = io.github.flumeaggregation.window.WindowResultSource
      a1.sources.results.sink = windows
      a1.sources.results.channels = rows
      a1.sources.results.selector.type = multiplexing
      a1.sources.results.selector.header = type
      a1.sources.results.selector.mapping.row = rows
      a1.sources.results.selector.mapping.books = rows
      a1.channels.rows.type = memory
      a1.channels.rows.capacity = 30000
      a1.channels.rows.transactionCapacity = 30000
      a1.sinks.rows.type = file_roll
      a1.sinks.rows.sink.directory = DIR/rows
      a1.sinks.rows.channel = rows
      """;

  private static final Instant START = Instant.parse("2026-05-17T10:00:00Z");

  private final Path dir;
  private final FlumeHome home;
  private final int port = FreePort.find();
  private final RowFiles rows;
  private int minute;

  WatchedAgent(Path dir) throws IOException, InterruptedException {
    this.dir = dir;
    home = FlumeHome.createIn(dir);
    rows = new RowFiles(Files.createDirectory(dir.resolve("rows")));
  }

  StockAgent start() throws IOException {
    return StockAgent.start(
        home,
        CONF.replace("DIR", dir.toString()),
        Scrape.JVM_OPTIONS[0],
        "-Dflume.monitoring.port=" + port);
  }

  String address() {
    return "http://127.0.0.1:" + port + '/';
  }

  /** Writes the lines of another minute: one of each user, written as JSON. */
  void write(List<String> users) throws IOException {
    String at = START.plusSeconds(60L * minute++).toString();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < users.size(); i++) {
      lines.append(
          "{\"at\":\"%s\",\"user\":%s,\"bytes\":%d,\"big\":%d}%n"
              .formatted(at, users.get(i), i + minute, 123_456_789_012_345_678L + i));
    }
    append(lines.toString());
  }

  void append(String text) throws IOException {
    Files.writeString(
        dir.resolve("app.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The rows of the last minute that were delivered: group, count, bytes and the large number. */
  Map<String, String> delivered() throws IOException {
    Instant last = START.plusSeconds(60L * (minute - 1));
    Map<String, String> delivered = new TreeMap<>();
    for (Row row : rows.results("users")) {
      if (row.start().equals(last)) {
        delivered.put(row.group("user"), values(row));
      }
    }
    return delivered;
  }

  private static String values(Row row) {
    return row.value("count").toPlainString()
        + ' '
        + row.value("bytes").toPlainString()
        + ' '
        + row.value("big").toPlainString();
  }

  /** The rows in the page's table, likewise. */
  static Map<String, String> seen(Browser browser) throws IOException, InterruptedException {
    JsonElement cells =
        browser.run(
            """
            const users = [...document.querySelectorAll('.aggregation')]
                .find((each) => each.querySelector('h3').textContent === 'users');
            return users ? [...users.querySelectorAll('tbody tr')].map((row) =>
                [...row.children].map((cell) => cell.title || cell.textContent)) : [];
            """);
    Map<String, String> seen = new TreeMap<>();
    for (JsonElement row : cells.getAsJsonArray()) {
      JsonArray cell = row.getAsJsonArray();
      String values =
          cell.get(1).getAsString()
              + ' '
              + cell.get(2).getAsString()
              + ' '
              + cell.get(3).getAsString();
      seen.put(cell.get(0).getAsString(), values.replace(",", ""));
    }
    return seen;
  }
}
