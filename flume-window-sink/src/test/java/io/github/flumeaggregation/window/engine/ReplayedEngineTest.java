package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteImage;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random streams of events, of files, Kafka and nowhere, with clocks that are set and channels that
 * reorder, in windows of every kind: doing the operations of the log again gives the same results,
 * and a state of the same bytes, after every batch; and an image of a state stays what it was.
 */
@Tag("search")
class ReplayedEngineTest {
  private static final long SEEDS = Long.getLong("test.seeds", 60);
  private static final long FIRST_SEED = Long.getLong("test.seed", 1);

  private static final List<String> FILES =
      List.of("h1:1:1:n", "h1:1:2:n", "h1:1:3:n", "h2:1:1:n", "h2:1:2:n");

  /** Take any lines, where there are no sessions: in half of the streams. */
  private static final LineThreads TWO = new LineThreads("ReplayedEngineTest", 2, 0, 0);

  private Random random = new Random(FIRST_SEED);
  private long wallMillis = T0;
  private final Map<String, Long> offsets = new HashMap<>();
  private long second;

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void replay_givesTheSameResultsAndBytes(long seed) {
    random = new Random(seed);
    Map<String, String> settings = settings();
    if (seed % 2 == 0) {
      settings.put("aggregations", settings.get("aggregations").replace(" visits", ""));
      settings.put("alerts", "errors silence");
      settings.keySet().removeIf(key -> key.matches("(aggregations.visits|alerts.visitors).*"));
    }
    Job config = Job.of("w", settings);
    WindowEngine live = new WindowEngine(config);
    live.useThreads(config, TWO);
    WindowEngine replayed = new WindowEngine(config);
    int batches = 20 + random.nextInt(60);
    for (int batch = 0; batch < batches; batch++) {
      List<ByteImage> images = images(live);
      List<String> imaged = parts(live);
      liveBatch(live);
      assertSame("images before batch " + batch, written(images), imaged);
      if (live.record().length() == 0) {
        continue; // no record, so nothing has changed, and nothing is taken
      }
      List<String> results = texts(live.takeResults());
      replayed.replay(new ByteReader(live.record().toBytes()));
      live.record().reset();
      assertSame("results of batch " + batch, texts(replayed.takeResults()), results);
      assertSame("state after batch " + batch, parts(replayed), parts(live));
      if (random.nextInt(10) == 0) {
        WindowEngine restarted = restarted(live, config);
        assertSame("state after a restart", parts(restarted), parts(live));
        live = restarted;
        live.useThreads(config, TWO);
      }
    }
  }

  /** Shows the first difference only. */
  private static void assertSame(String what, List<String> actual, List<String> expected) {
    for (int i = 0; i < expected.size(); i++) {
      String of = i < actual.size() ? actual.get(i) : "missing";
      assertThat(of).as("%s, number %d", what, i).isEqualTo(expected.get(i));
    }
    assertThat(actual).as(what).hasSameSizeAs(expected);
  }

  private Map<String, String> settings() {
    Map<String, String> settings =
        Events.settings(
            "aggregations", "tumbling sliding odd day total top soFar visits",
            "alerts", "errors silence visitors",
            "alerts.visitors.on", "visits",
            "alerts.visitors.when", "count > 1",
            "alerts.visitors.keepFiringFor", "10m",
            "alerts.visitors.samples", "2",
            "alerts.visitors.maxAge", "off",
            "alerts.errors.on", "tumbling",
            "alerts.errors.when", "count > 1",
            "alerts.errors.maxAge", "off",
            "alerts.silence.on", "sliding",
            "alerts.silence.noData", "1m");
    settings.keySet().removeIf(key -> key.startsWith("aggregations.traffic"));
    String compute =
        "count, sum(bytes), max(bytes), p50(bytes), distinct(bytes), histogram(bytes, 3, 50)";
    aggregation(settings, "tumbling", "tumbling 1m", compute);
    aggregation(settings, "sliding", "sliding 3m every 1m", compute);
    aggregation(settings, "odd", "sliding 25s every 10s", "count, min(bytes)");
    aggregation(settings, "day", "calendar hour in Australia/Lord_Howe", compute);
    aggregation(settings, "total", "total every 1m", compute);
    aggregation(settings, "top", "total every 30s", "count, last(bytes)");
    aggregation(settings, "soFar", "cumulative 10m every 1m", compute);
    aggregation(settings, "visits", "session 20s max 5m", compute);
    settings.put("aggregations.visits.maxGroups", "3");
    settings.put("aggregations.top.top", "2 by count");
    settings.put("aggregations.top.groupBy", "status");
    settings.put("aggregations.odd.maxGroups", "2");
    settings.put("aggregations.total.maxGroups", "1");
    settings.put("aggregations.sliding.where", "status != 203");
    settings.put("reviseEvery", random.nextInt(3) == 0 ? "0s" : "90s");
    settings.put("allowedLateness", random.nextBoolean() ? "2m" : "20m");
    settings.put("maxOutOfOrder", random.nextBoolean() ? "0s" : "20s");
    return settings;
  }

  private void aggregation(
      Map<String, String> settings, String name, String window, String compute) {
    settings.put("aggregations." + name + ".window", window);
    settings.put("aggregations." + name + ".compute", compute);
    if (random.nextInt(4) > 0) {
      settings.put("aggregations." + name + ".groupBy", "status");
    }
  }

  private void liveBatch(WindowEngine live) {
    for (int i = random.nextInt(12); i > 0; i--) {
      add(live);
    }
    wallMillis += random.nextInt(20) * 1000L;
    if (random.nextInt(40) == 0) {
      wallMillis += (random.nextInt(7) - 3) * 3_600_000L;
    }
    int room = random.nextInt(3) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
    if (random.nextInt(8) == 0) {
      live.channelIdle(wallMillis, room);
    } else {
      live.endBatch(wallMillis, room);
    }
    live.tickAlerts(random.nextInt(10) > 0, random.nextBoolean());
    if (random.nextInt(3) == 0) {
      live.page(random.nextInt(20));
    }
  }

  private void add(WindowEngine live) {
    second += random.nextInt(30) == 0 ? random.nextInt(4_000) : random.nextInt(20);
    int kind = random.nextInt(20);
    if (kind == 0) {
      progress(live);
    } else if (kind == 1) {
      live.add(new HashMap<>(), body(), wallMillis);
    } else if (kind < 5) {
      kafka(live);
    } else {
      file(live);
    }
  }

  private byte[] body() {
    return bytes(text());
  }

  private String text() {
    if (random.nextInt(20) == 0) {
      return "what is this";
    }
    StringBuilder lines = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      long back = random.nextInt(6) == 0 ? random.nextInt(3_000) : random.nextInt(30);
      lines.append(line(second - back, 200 + random.nextInt(7), random.nextInt(50)));
      lines.append(i == 0 ? "" : "\n");
    }
    return lines.toString();
  }

  private void kafka(WindowEngine live) {
    Map<String, String> headers = new HashMap<>();
    String partition = Integer.toString(random.nextInt(3));
    headers.put("topic", "logs");
    headers.put("partition", partition);
    headers.put("offset", Long.toString(offsets.merge(partition, 1L, Long::sum)));
    headers.put("timestamp", Long.toString(readAt()));
    live.add(headers, body(), wallMillis);
  }

  private void file(WindowEngine live) {
    String file = FILES.get(random.nextInt(FILES.size()));
    String body = text();
    long offset = offsets.merge(file, body.length() + 1L, Long::sum) - body.length() - 1;
    if (random.nextInt(8) == 0) {
      offset = Math.max(0, offset + random.nextInt(400) - 200);
    }
    Map<String, String> headers = position(file, offset, body);
    headers.put("tail.readAt", Long.toString(readAt()));
    live.add(headers, bytes(body), wallMillis);
  }

  /** Mostly a little before the present; from time to time by a clock that is wrong. */
  private long readAt() {
    return switch (random.nextInt(30)) {
      case 0 -> wallMillis + 86_400_000;
      case 1 -> wallMillis - 86_400_000;
      case 2 -> Long.MAX_VALUE;
      default -> wallMillis - random.nextInt(60_000);
    };
  }

  private void progress(WindowEngine live) {
    String file = FILES.get(random.nextInt(FILES.size()));
    long offset = offsets.getOrDefault(file, 0L) + random.nextInt(100);
    String state = List.of("behind", "end", "closed", "unreadable").get(random.nextInt(4));
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.progress", "true");
    headers.put("tail.readAt", Long.toString(readAt()));
    List<String> files = List.of(Events.file(file, offset, offset + 100, state));
    live.add(headers, Events.progress("h1", files), wallMillis);
  }

  private static List<String> texts(List<OutboxRow> rows) {
    return rows.stream().map(row -> new TreeMap<>(row.headers()) + " " + Events.text(row)).toList();
  }

  private static List<String> parts(WindowEngine engine) {
    return encoders(engine).stream().map(ReplayedEngineTest::hex).toList();
  }

  private static List<Consumer<ByteWriter>> encoders(WindowEngine engine) {
    List<Consumer<ByteWriter>> encoders = new ArrayList<>();
    encoders.add(engine::encodeCommon);
    engine.aggregations().forEach(aggregation -> encoders.add(aggregation::encode));
    encoders.add(engine.alerts()::encode);
    return encoders;
  }

  private static List<ByteImage> images(WindowEngine engine) {
    return encoders(engine).stream().map(ByteImage::of).toList();
  }

  private static List<String> written(List<ByteImage> images) {
    return images.stream().map(image -> hex(image::writeTo)).toList();
  }

  private static String hex(Consumer<ByteWriter> state) {
    ByteWriter out = new ByteWriter();
    state.accept(out);
    return HexFormat.of().formatHex(out.toBytes());
  }

  private static WindowEngine restarted(WindowEngine old, Job config) {
    ByteWriter state = new ByteWriter();
    old.encodeCommon(state);
    old.aggregations().forEach(aggregation -> aggregation.encode(state));
    old.alerts().encode(state);
    WindowEngine engine = new WindowEngine(config);
    ByteReader in = new ByteReader(state.toBytes());
    engine.decodeCommon(in);
    engine.aggregations().forEach(aggregation -> aggregation.decode(in));
    engine.alerts().decode(in);
    engine.restored();
    return engine;
  }
}
