package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bodies;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static io.github.flumeaggregation.window.row.Events.sinkBooks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines in, rows and books out. */
class WindowEngineTest {
  private EngineRig rig = new EngineRig();

  @Test
  void row_hasTheDocumentedBodyAndHeaders() {
    String body = line(0, 200, 100) + "\n" + line(59, 200, 101) + "\n" + line(65, 404, 1);
    rig.add("f", 0, body);

    List<OutboxRow> results = rig.endBatch();

    assertThat(Events.text(results.get(0)))
        .isEqualTo(
            "{\"type\":\"row\",\"id\":\"web1/w/traffic/2015-05-17T10:05:00Z/2015-05-17T10:06:00Z/"
                + "status=200/1\",\"aggregation\":\"traffic\",\"window\":{\"start\":"
                + "\"2015-05-17T10:05:00Z\",\"end\":\"2015-05-17T10:06:00Z\"},\"group\":"
                + "{\"status\":\"200\"},\"values\":{\"count\":2,\"sum(bytes)\":201,"
                + "\"avg(bytes)\":100.5,\"max(bytes)\":101},\"revision\":1,\"retracted\":false}");
    assertThat(results.get(0).headers())
        .containsEntry("type", "row")
        .containsEntry("aggregation", "traffic")
        .containsEntry("node", "web1")
        .containsEntry("timestamp", Long.toString(T0))
        .containsEntry("window.start", Long.toString(T0))
        .containsEntry("window.end", Long.toString(T0 + 60_000))
        .containsEntry("key", "status=200")
        .containsEntry("revision", "1")
        .hasEntrySatisfying("id", id -> assertThat(id).endsWith("/status=200/1"));
    assertThat(Events.text(results.get(1)))
        .contains("\"scope\":\"window\"")
        .contains("{\"in\":2,\"aggregated\":2,\"filtered\":0,\"late\":0,\"other\":0}");
    assertThat(sinkBooks(results)).isEqualTo("3 3 0 0 0");
  }

  @Test
  void redeliveredEvent_isBookedAsDuplicateAndCountedOnce() {
    String body = line(0, 200, 100) + "\n" + line(1, 200, 100);
    rig.add("f", 0, body);
    rig.add("f", 0, body);
    rig.add("g", 0, body);

    List<OutboxRow> results = rig.idle();

    assertThat(sinkBooks(results)).isEqualTo("6 4 0 2 0");
    assertThat(bodies(results, "row").get(0).getAsJsonObject("values").get("count").getAsInt())
        .isEqualTo(4);
  }

  @Test
  void overlappingBlock_countsOnlyItsNewLines() {
    String first = line(0, 200, 100);
    rig.add("f", 0, first);
    rig.add("f", 0, first + "\n" + line(1, 200, 7));

    assertThat(sinkBooks(rig.idle())).isEqualTo("3 2 0 1 0");
  }

  @Test
  void lineInPieces_countsOnceWhateverIsInItsPieces() {
    String first = line(0, 200, 100);
    String rest = line(1, 200, 7); // made to look like a line of its own
    for (int i = 0; i < 2; i++) {
      piece(0, first, false);
      piece(first.length(), rest, true);
      rig.add("f", 0, first + rest); // read again by a source with another maxLineBytes
    }

    List<OutboxRow> results = rig.idle();

    assertThat(sinkBooks(results)).isEqualTo("4 1 0 3 0");
    assertThat(bodies(results, "row").get(0).getAsJsonObject("values").get("count").getAsInt())
        .isEqualTo(1);
  }

  private void piece(long offset, String body, boolean continuation) {
    Map<String, String> headers = position("f", offset, body);
    headers.put("tail.length", Integer.toString(body.length()));
    if (continuation) {
      headers.put("tail.continuation", "true");
    }
    rig.engine.add(headers, bytes(body), WALL);
  }

  @Test
  void forgedHeaders_takeNoLineOfOthersForCounted() {
    Map<String, String> forged = position("kafka:logs/0", 0, "x");
    forged.put("tail.length", "999999999999999999");
    forged.put("tail.lines", "2147483647");
    for (int i = 0; i < 2; i++) {
      rig.engine.add(forged, bytes("x"), WALL);
    }
    forged.put("tail.file", "f");
    rig.engine.add(forged, bytes("x"), WALL);
    for (int i = 0; i <= 10_000; i++) {
      rig.engine.add(kafka(i * 100_000L), bytes("x"), WALL);
    }
    for (int i = 1; i <= 1_000; i++) {
      rig.engine.add(kafka(i), bytes(line(0, 200, 1)), WALL);
      rig.add("f", 1000L * i, line(0, 200, 1));
    }

    assertThat(sinkBooks(rig.idle())).isEqualTo("12004 2000 10003 1 0");
  }

  private static Map<String, String> kafka(long offset) {
    return Map.of("topic", "logs", "partition", "0", "offset", Long.toString(offset));
  }

  @Test
  void stateBeyondItsBoundInBytes_isFoldedWithoutALineLostAndTheSameWayWhenReplayed() {
    for (String window : List.of("tumbling 1m", "sliding 1m every 10s", "total every 1m")) {
      String[] settings = {
        "maxStateBytes", "300KiB",
        "aggregations.traffic.window", window,
        "aggregations.traffic.groupBy", "bytes"
      };
      rig = new EngineRig(settings);
      WindowEngine replayed = new EngineRig(settings).engine;
      List<OutboxRow> results = new ArrayList<>();
      List<OutboxRow> again = new ArrayList<>();
      for (int i = 0; i < 6_000; i++) {
        rig.add("f", 1000L * i, line(i / 20, 200, i)); // 1,200 groups a minute
        if (i % 100 == 99) {
          results.addAll(rig.endBatch());
          again.addAll(replay(replayed));
        }
      }
      results.addAll(rig.idle());
      again.addAll(replay(replayed));

      assertThat(results.stream().map(Events::text))
          .isEqualTo(again.stream().map(Events::text).toList());
      assertThat(results.stream().map(Events::text).filter(row -> row.contains("(other)")))
          .isNotEmpty();
      assertAllRowsOfAWindowAddUpToItsBooks(results);
      Reading reading = rig.engine.read();
      // Half of the bound, and what the lines bring that come between two measurements.
      assertThat(reading.number("StateBytes")).isLessThan(1_000_000);
      assertThat(reading.number("GroupsFoldedEarly")).isPositive();
    }
  }

  private List<OutboxRow> replay(WindowEngine into) {
    into.replay(
        new io.github.flumeaggregation.core.encoding.ByteReader(rig.engine.record().toBytes()));
    rig.engine.record().reset();
    return into.takeResults();
  }

  private static void assertAllRowsOfAWindowAddUpToItsBooks(List<OutboxRow> results) {
    Map<String, Long> lines = new HashMap<>();
    for (var row : bodies(results, "row")) {
      long count = row.getAsJsonObject("values").get("count").getAsLong();
      lines.merge(row.get("window") + " " + row.get("revision"), count, Long::sum);
    }
    for (var books : bodies(results, "books")) {
      if (books.get("scope").getAsString().equals("window")) {
        assertThat(lines.get(books.get("window") + " " + books.get("revision")))
            .isEqualTo(books.getAsJsonObject("lines").get("aggregated").getAsLong());
      }
    }
  }

  @Test
  void unparsableLine_isBookedAndNothingElseHappens() {
    rig.add("f", 0, "what is this\n" + line(0, 200, 1) + "\n\n");

    assertThat(sinkBooks(rig.idle())).isEqualTo("4 1 3 0 0");
  }

  @Test
  void lineFarInTheFuture_isBookedAndMovesNoWindow() {
    rig.add("f", 0, line(0, 200, 1));
    long secondsAhead = (WALL - T0) / 1000 + 3601;
    rig.add("f", 1000, line(secondsAhead, 200, 1));

    assertThat(rig.endBatch()).isEmpty();
    assertThat(sinkBooks(rig.idle())).isEqualTo("2 1 0 0 1");
  }

  @Test
  void eventWithoutPosition_isCountedEveryTime() {
    byte[] body = bytes(line(0, 200, 1));
    rig.engine.add(new HashMap<>(), body, WALL);
    rig.engine.add(new HashMap<>(), body, WALL);

    assertThat(sinkBooks(rig.idle())).isEqualTo("2 2 0 0 0");
  }

  @Test
  void lineBeyondTheAllowedLateness_isInTheBooksOfItsWindow() {
    rig = new EngineRig("allowedLateness", "1m");
    rig.add("f", 0, line(0, 200, 1) + "\n" + line(124, 200, 1));
    rig.endBatch();
    rig.add("f", 1000, line(1, 200, 1));
    assertThat(bodies(rig.endBatch(), "row")).as("within the lateness").hasSize(1);

    rig.add("f", 2000, line(125, 200, 1) + "\n" + line(2, 200, 1));
    List<OutboxRow> results = rig.endBatch();

    assertThat(bodies(results, "row")).isEmpty();
    assertThat(Events.text(results.get(0)))
        .contains("{\"in\":3,\"aggregated\":2,\"filtered\":0,\"late\":1,\"other\":0}")
        .contains("\"revision\":3");
    assertThat(sinkBooks(results)).isEqualTo("5 5 0 0 0");
  }

  @Test
  void batches_doNotChangeWhatIsFinallySaid() {
    List<String> lines = new ArrayList<>();
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 2000; i++) {
      lines.add(line(i / 4 - random.nextInt(200), 200 + random.nextInt(3), random.nextInt(999)));
    }
    Map<String, String> oneByOne = finalBodies(lines, 1);

    assertThat(finalBodies(lines, 7)).isEqualTo(oneByOne);
    assertThat(finalBodies(lines, 2000)).isEqualTo(oneByOne);
  }

  /** The highest revision of each row and of each window's books, without the revision. */
  private Map<String, String> finalBodies(List<String> lines, int batch) {
    rig =
        new EngineRig(
            "allowedLateness", "1m", "aggregations.traffic.window", "sliding 1m every 7s");
    Map<String, String> bodies = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      rig.add("f", i * 1000L, lines.get(i));
      if (i % batch == batch - 1) {
        collect(rig.endBatch(), bodies);
      }
    }
    collect(rig.endBatch(), bodies);
    collect(rig.idle(), bodies);
    return bodies;
  }

  private static void collect(List<OutboxRow> results, Map<String, String> bodies) {
    for (OutboxRow row : results) {
      String id = row.headers().get("id");
      if (!id.startsWith("web1/w/books/")) {
        String body = Events.text(row);
        bodies.put(
            id.substring(0, id.lastIndexOf('/')),
            body.replaceAll("/[0-9]+\",", "\",").replaceAll(",\"revision\":[0-9]+", ""));
      }
    }
  }
}
