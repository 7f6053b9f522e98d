package io.github.flumeaggregation.benchmarks;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Record;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What an expression over one field of a line costs, the field set anew each time. {@code path}
 * alone, without an expression, is the cost of that: take it off.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpressionBenchmark {
  private static final int KEYS = 100_000;
  private static final int NETWORKS = 10_000;
  private static final int VALUES = 1 << 10;
  private static final int PATH_LENGTH = 60;
  private static final int IPV4_BITS = 32;

  /** The expression; the first word in it that is a field is what is set. */
  @Param({
    "path",
    "ids(path)",
    "class(status)",
    "path =~ \"/[0-9]+/\"",
    "replace(path, \"/[0-9]+/\", \"/:id/\")",
    "lookup(user, KEYS, \"value\")",
    "lookup(client, NETWORKS, \"value\")"
  })
  public String expression = "path";

  private final Random random = new Random(1);

  /** One after the other, as in a log: the next one need not be waited for. */
  private byte[] values = {};

  private int[] bounds = {0};
  private Record record = new Record(0);
  private int input;
  private int output;
  private int next;

  /** Makes the tables, the values and the expression. */
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    List<String> keys = keys();
    List<String> addresses = new ArrayList<>();
    String text =
        expression
            .replace("KEYS", table("key", keys))
            .replace("NETWORKS", table("cidr", networks(addresses)));
    Map<String, String> settings = new HashMap<>();
    settings.put("format", "combined");
    settings.put("define.x", text);
    Format format = Formats.read(Settings.of("benchmark", settings));
    record = format.newRecord();
    output = format.fields().index("x");
    String field = field();
    input = format.fields().index(field);
    List<String> inputs = new ArrayList<>(field.equals("user") ? keys : inputs(field, addresses));
    Collections.shuffle(inputs, random);
    values = String.join("", inputs).getBytes(StandardCharsets.US_ASCII);
    bounds = new int[inputs.size() + 1];
    for (int i = 0; i < inputs.size(); i++) {
      bounds[i + 1] = bounds[i] + inputs.get(i).length();
    }
  }

  private String field() {
    for (String field : new String[] {"path", "status", "user", "client"}) {
      if (expression.contains(field)) {
        return field;
      }
    }
    throw new IllegalStateException(expression);
  }

  private List<String> inputs(String field, List<String> addresses) {
    if (field.equals("client")) {
      return addresses;
    }
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      inputs.add(field.equals("status") ? "" + (200 + random.nextInt(400)) : path());
    }
    return inputs;
  }

  private String path() {
    StringBuilder path = new StringBuilder("/shop/customers/");
    path.append(1_000_000 + random.nextInt(8_000_000)).append("/orders/");
    path.append(100_000 + random.nextInt(800_000)).append("/items/");
    path.append(1_000 + random.nextInt(9_000)).append("/details-of-it");
    return path.substring(0, PATH_LENGTH);
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add("user-" + Integer.toHexString(i));
    }
    return keys;
  }

  /** Different networks, and an address of each. */
  private List<String> networks(List<String> addresses) {
    Map<String, String> networks = new HashMap<>();
    while (networks.size() < NETWORKS) {
      int bits = 8 + random.nextInt(17);
      int mask = -1 << (IPV4_BITS - bits);
      int first = random.nextInt() & mask;
      networks.put(address(first) + "/" + bits, address(first | (random.nextInt() & ~mask)));
    }
    addresses.addAll(networks.values());
    return new ArrayList<>(networks.keySet());
  }

  private static String address(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private static String table(String head, List<String> keys) throws IOException {
    Path file = Files.createTempFile("benchmark", ".csv");
    file.toFile().deleteOnExit();
    List<String> lines = new ArrayList<>();
    lines.add(head + ",value");
    keys.forEach(key -> lines.add(key + ",value" + key.hashCode() % 1000));
    Files.write(file, lines);
    return "\"" + file + "\"";
  }

  /** Sets the field and evaluates the expression. */
  @Benchmark
  public void evaluate(Blackhole blackhole) {
    next = next + 2 == bounds.length ? 0 : next + 1;
    record.clear();
    record.set(input, values, bounds[next], bounds[next + 1]);
    blackhole.consume(record.text(output));
  }
}
