package io.github.flumeaggregation.window;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.Codec;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flume.Context;
import org.apache.flume.conf.ConfigurationException;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.serialization.EventSerializer;
import org.apache.flume.serialization.EventSerializerFactory;
import org.junit.jupiter.api.Test;

class WindowRowAvroSerializerTest {
  private static final Map<String, String> HEADERS =
      Map.of("type", "row", "node", "web1", "timestamp", "1431857100000");

  private static final String ROW =
      """
      {"type":"row","id":"web1/w/t/1","aggregation":"t",\
      "window":{"start":"2015-05-17T10:05:00Z","end":"2015-05-17T10:06:00Z"},\
      "group":{"status":"200"},"values":{"count":71,"sum(d)":12345678901234567890.123,\
      "avg(d)":null,"first(path)":"/ä"},"revision":2}\
      """;

  private static final String SINK_BOOKS =
      """
      {"type":"books","id":"web1/w/books/1","scope":"sink","lines":{"read":80,"counted":75},\
      "revision":1}\
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EventSerializer serializer(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return EventSerializerFactory.getInstance(
        "io.github.flumeaggregation.window.WindowRowAvroSerializer$Builder",
        new Context(settings),
        out);
  }

  private List<GenericRecord> written(Map<String, String> headers, String... bodies)
      throws IOException {
    EventSerializer serializer = serializer();
    serializer.afterCreate();
    for (String body : bodies) {
      serializer.write(EventBuilder.withBody(bytes(body), headers));
    }
    serializer.flush();
    return read();
  }

  private List<GenericRecord> read() throws IOException {
    try (DataFileReader<GenericRecord> reader = reader()) {
      List<GenericRecord> records = new java.util.ArrayList<>();
      reader.forEach(records::add);
      return records;
    }
  }

  private DataFileReader<GenericRecord> reader() throws IOException {
    return new DataFileReader<>(
        new SeekableByteArrayInput(out.toByteArray()), new GenericDatumReader<>());
  }

  private static Map<String, Object> map(GenericRecord record, String field) {
    Map<String, Object> map = new HashMap<>();
    ((Map<?, ?>) record.get(field))
        .forEach((k, v) -> map.put(k.toString(), v instanceof CharSequence ? v.toString() : v));
    return map;
  }

  @Test
  void row_isThereAsNumbersAndToTheLastDigit() throws IOException {
    GenericRecord row = written(HEADERS, ROW).get(0);

    assertThat(row.get("type")).hasToString("row");
    assertThat(row.get("id")).hasToString("web1/w/t/1");
    assertThat(row.get("node")).hasToString("web1");
    assertThat(row.get("aggregation")).hasToString("t");
    assertThat(row.get("revision")).isEqualTo(2L);
    assertThat(row.get("retracted")).isEqualTo(false);
    assertThat(map(row, "group")).containsExactly(entry("status", "200"));
    assertThat(map(row, "values"))
        .containsOnly(
            entry("count", 71.0), entry("sum(d)", 1.2345678901234567E19), entry("avg(d)", null));
    assertThat(map(row, "exact"))
        .containsOnly(
            entry("count", "71"),
            entry("sum(d)", "12345678901234567890.123"),
            entry("avg(d)", null),
            entry("first(path)", "/ä"));
    assertThat(row.get("body")).isNull();
  }

  @Test
  void times_areTimestampsInMilliseconds() throws IOException {
    GenericRecord row = written(HEADERS, ROW).get(0);

    GenericRecord window = (GenericRecord) row.get("window");
    assertThat(window.get("start"))
        .isEqualTo(Instant.parse("2015-05-17T10:05:00Z").toEpochMilli())
        .isEqualTo(row.get("timestamp"));
    assertThat(window.get("end")).isEqualTo(Instant.parse("2015-05-17T10:06:00Z").toEpochMilli());
    assertThat(window.getSchema().getField("start").schema().getLogicalType().getName())
        .isEqualTo("timestamp-millis");
  }

  @Test
  void books_haveLinesAndThoseOfTheSinkNoWindow() throws IOException {
    GenericRecord books = written(Map.of("type", "books"), SINK_BOOKS).get(0);

    assertThat(books.get("scope")).hasToString("sink");
    assertThat(map(books, "lines")).containsOnly(entry("read", 80L), entry("counted", 75L));
    assertThat(books.get("window")).isNull();
    assertThat(books.get("aggregation")).isNull();
    assertThat(map(books, "values")).isEmpty();
  }

  @Test
  void retractedRow_saysSo() throws IOException {
    String retracted = ROW.replace("\"revision\":2", "\"revision\":2,\"retracted\":true");

    assertThat(written(HEADERS, retracted).get(0).get("retracted")).isEqualTo(true);
  }

  @Test
  void whatIsNoRow_isKeptAsItCameAndFailsNoBatch() throws IOException {
    String alert = "[{\"labels\":{\"alertname\":\"errorRate\"}}]";
    Map<String, String> headers = Map.of("type", "alert", "id", "a/1");
    String[] bodies = {
      alert,
      "no json {",
      "",
      "{\"type\":\"else\"}",
      "{\"type\":null}",
      "{\"type\":\"row\"}",
      ROW.replace("2015-05-17T10:05:00Z", "today"),
      ROW.replace("\"count\":71", "\"count\":[71]"),
      SINK_BOOKS.replace("80", "\"many\"")
    };
    List<GenericRecord> records = written(headers, bodies);

    assertThat(records.get(0).get("type")).hasToString("alert");
    assertThat(records.get(0).get("id")).hasToString("a/1");
    assertThat(records.stream().map(r -> r.get("body").toString())).containsExactly(bodies);
  }

  @Test
  void fileWithoutRows_isAValidOne() throws IOException {
    EventSerializer serializer = serializer();
    serializer.afterCreate();
    serializer.beforeClose();

    assertThat(read()).isEmpty();
    assertThat(serializer.supportsReopen()).isFalse();
  }

  @Test
  void codecAndSyncInterval_areThoseConfigured() throws IOException {
    EventSerializer serializer = serializer("compressionCodec", "null", "syncIntervalBytes", "64");
    serializer.afterCreate();
    for (int i = 0; i < 3; i++) {
      serializer.write(EventBuilder.withBody(bytes(ROW), HEADERS));
    }

    try (DataFileReader<GenericRecord> reader = reader()) {
      assertThat(reader.getMetaString("avro.codec")).isEqualTo("null");
    }
    assertThat(read()).as("blocks end without a flush").hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void defaultCodec_isOneThatEveryReaderHas() throws IOException {
    written(HEADERS, ROW);

    try (DataFileReader<GenericRecord> reader = reader()) {
      assertThat(reader.getMetaString("avro.codec")).isEqualTo("deflate");
    }
  }

  /** As zstandard is in an agent whose library is not there. */
  private static final class Unusable extends CodecFactory {
    @Override
    protected Codec createInstance() {
      throw new NoClassDefFoundError("com/github/luben/zstd/Zstd");
    }
  }

  @Test
  void codecWithoutItsLibrary_isRefusedBeforeTheFirstRow() {
    CodecFactory.addCodec("unusable", new Unusable());
    assertThatThrownBy(() -> serializer("compressionCodec", "unusable"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("compressionCodec = 'unusable'")
        .hasMessageContaining("whose library the agent has; deflate, bzip2 and null")
        .hasMessageContaining("com/github/luben/zstd/Zstd");
  }

  @Test
  void wrongSettings_areAllReported() {
    assertThatThrownBy(
            () -> serializer("compressionCodec", "zip", "syncIntervalBytes", "1", "codec", "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("3 faults")
        .hasMessageContaining("compressionCodec = 'zip'")
        .hasMessageContaining("syncIntervalBytes = '1'")
        .hasMessageContaining("codec = 'x': unknown key");
  }
}
