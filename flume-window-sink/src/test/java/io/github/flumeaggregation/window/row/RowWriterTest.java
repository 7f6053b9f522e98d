package io.github.flumeaggregation.window.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.StagedLines;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.engine.Job;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that are written straight into bytes are those of a writer that is as simple as can be. */
class RowWriterTest {
  private static final String NODE = "wéb 1/\"x\"";
  private static final String SINK = "s/ü";

  private static final String[] VALUES = {
    "",
    "-",
    "(other)",
    "a",
    "/articles/17",
    "q=\"x\"",
    "back\\slash",
    "\\x41",
    "\\xZZ",
    "é",
    "\u0085",
    "\u2028",
    "\ud83d\ude00",
    "%41",
    "a=b",
    "tab\t",
    "\u0001",
    "\u007f",
    "日本語のパス",
    "~._-"
  };

  private final RowWriter writer = new RowWriter(NODE, SINK);
  private final PlainRowWriter plain = new PlainRowWriter(NODE, SINK);

  @Tag("search")
  @Test
  void rowsOfHostileGroups_areThoseOfASimpleWriter() {
    long seed = Long.getLong("test.seed", 20261127);
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      assertRows(random, "seed " + seed + ", round " + round);
    }
  }

  private void assertRows(Random random, String what) {
    Job job = job(random);
    for (Map.Entry<Aggregation, ?> entry : job.aggregations.entrySet()) {
      WindowOperator operator = job.aggregations.get(entry.getKey()).newOperator(entry.getKey());
      long now = Events.T0 + random.nextInt(1_000_000);
      for (int emission = 0; emission < 3; emission++) {
        now += 20_000;
        addLines(job, operator, now, random);
        while (operator.isDue(now, true)) {
          ClosedWindow window = operator.closeNext(now, true);
          if (window != null) {
            assertRows(window, what);
          }
        }
      }
    }
  }

  private void assertRows(ClosedWindow window, String what) {
    List<OutboxRow> rows = writer.window(window);
    assertThat(rows).as(what).hasSize(window.rows().size() + (window.hasBooks() ? 1 : 0));
    for (int i = 0; i < window.rows().size(); i++) {
      OutboxRow row = rows.get(i);
      assertThat(Events.text(row)).as(what).isEqualTo(plain.body(window, window.rows().get(i)));
      Map<String, String> headers = plain.headers(window, window.rows().get(i));
      headers.forEach((name, value) -> assertThat(row.headers().get(name)).isEqualTo(value));
      assertThat(row.headers()).as(what).hasSize(headers.size()).isEqualTo(headers);
    }
  }

  private static Job job(Random random) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", NODE);
    settings.put("format", "delimited");
    settings.put("format.delimiter", "tab");
    settings.put("format.columns", "time, a, b, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochMillis");
    settings.put("aggregations", "sliding top total all session");
    settings.put("aggregations.sliding.window", "sliding 20s every 10s");
    settings.put("aggregations.top.window", "tumbling 10s");
    settings.put("aggregations.top.top", "2 by count");
    settings.put("aggregations.total.window", "total every 10s");
    settings.put("aggregations.all.window", "tumbling 10s");
    settings.put("aggregations.session.window", "session 2s max 1m");
    for (String name : settings.get("aggregations").split(" ")) {
      if (!name.equals("all")) {
        settings.put("aggregations." + name + ".groupBy", random.nextBoolean() ? "a, b" : "b");
      }
      settings.put("aggregations." + name + ".maxGroups", Integer.toString(1 + random.nextInt(9)));
      settings.put(
          "aggregations." + name + ".compute", "count, sum(size), avg(size), max(size), p99(size)");
    }
    return Job.of(SINK, settings);
  }

  private static void addLines(Job job, WindowOperator operator, long now, Random random) {
    StagedLines staged = operator.newStagedLines();
    for (int i = 0; i < 40; i++) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      write(line, (now - random.nextInt(60_000)) + "\t");
      write(line, VALUES[random.nextInt(VALUES.length)].replace('\t', ' '));
      line.write(random.nextBoolean() ? 'x' : random.nextInt(256) | 0x80);
      write(line, "\t" + VALUES[random.nextInt(VALUES.length)].replace('\t', ' ') + "\t");
      write(line, anyNumber(random));
      Record record = job.format.newRecord();
      byte[] bytes = line.toByteArray();
      if (job.format.parse(bytes, 0, bytes.length, Map.of(), record)) {
        staged.add(record);
        staged.releaseRecords();
      }
    }
    staged.flush(new ByteWriter());
  }

  private static void write(ByteArrayOutputStream line, String text) {
    line.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String anyNumber(Random random) {
    BigInteger digits = new BigInteger(random.nextInt(60), random);
    BigDecimal number = new BigDecimal(digits, random.nextInt(19));
    return (random.nextBoolean() ? number : number.negate()).toPlainString();
  }

  @Test
  void numbers_areWrittenInPlainNotation() {
    Random random = new Random(1);
    List<BigDecimal> numbers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      BigInteger digits = new BigInteger(random.nextInt(90), random);
      digits = digits.multiply(BigInteger.TEN.pow(random.nextInt(4)));
      BigDecimal number = new BigDecimal(digits, random.nextInt(45) - 10);
      numbers.add(random.nextBoolean() ? number : number.negate());
    }
    numbers.add(BigDecimal.valueOf(Long.MIN_VALUE));
    numbers.add(BigDecimal.valueOf(Long.MAX_VALUE));
    numbers.add(new BigDecimal("0.000"));
    for (BigDecimal number : numbers) {
      byte[] written = new Json().clear().value(number).written();
      assertThat(new String(written, StandardCharsets.US_ASCII))
          .isEqualTo(PlainRowWriter.value(number));
    }
  }

  @Test
  void texts_areEscapedAsJsonWantsIt() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(6); k > 0; k--) {
        text.append((char) random.nextInt(1 << (7 + random.nextInt(10))));
      }
      byte[] written = new Json().clear().string(text.toString()).written();
      assertThat(written)
          .isEqualTo(PlainRowWriter.quoted(text.toString()).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void times_areWrittenAsInstantsAre() {
    Random random = new Random(3);
    long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    for (int i = 0; i < 10_000; i++) {
      long millis = random.nextLong() % (4 * last);
      long time = random.nextBoolean() ? millis : millis / 1_000 * 1_000;
      assertThat(Times.text(time)).isEqualTo(Instant.ofEpochMilli(time).toString());
    }
    for (String leap : List.of("2000-02-29", "1900-02-28", "2024-02-29", "1970-01-01")) {
      String text = leap + "T23:59:59Z";
      assertThat(Times.text(Instant.parse(text).toEpochMilli())).isEqualTo(text);
    }
  }

  @Test
  void headersThatAreChanged_areChangedInThatMapAlone() {
    OutboxRow row = new OutboxRow(Map.of("id", "1", "type", "books"), new byte[0]);
    Map<String, String> headers = row.headers();
    headers.put("type", "mine");
    headers.remove("id");
    headers.put("nothing", null);
    assertThat(headers).hasSize(2).containsEntry("type", "mine").containsKey("nothing");
    assertThat(headers.get("id")).isNull();
    assertThat(row.headers()).isEqualTo(Map.of("id", "1", "type", "books"));
  }

  @Test
  void rowsThatAreWrittenDown_areReadWithWhatTheyShare() {
    OutboxRow first = ofBody("{\"id\":\"a/b\"}");
    OutboxRow second = ofBody("{\"id\":\"c/d\"}");
    ByteWriter out = new ByteWriter();
    first.encode(null, out);
    second.encode(first, out);
    ByteReader in = new ByteReader(out.toBytes());
    OutboxRow firstRead = OutboxRow.decode(null, in);
    OutboxRow secondRead = OutboxRow.decode(firstRead, in);
    assertThat(in.atEnd()).isTrue();
    assertThat(secondRead.shared()).isSameAs(firstRead.shared());
    assertThat(secondRead.headers())
        .isEqualTo(Map.of("type", "row", "node", "n", "id", "c/d", "key", "d"));
    assertThat(secondRead.body()).isEqualTo(second.body());
    assertThat(firstRead.bytes()).isGreaterThan(secondRead.bytes());
  }

  private static OutboxRow ofBody(String body) {
    String[] headers = {"node", "n", "type", "row"};
    return new OutboxRow(SharedHeaders.of(headers, 7, 9, 0), true, Events.bytes(body), 10);
  }
}
