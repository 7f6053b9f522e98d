package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.function.LineFunction;
import io.github.flumeaggregation.core.record.Record;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No function of a line makes an object for it, once its buffers have grown. */
class FunctionsAllocationTest {
  private static final int WARM_UP = 5_000;
  private static final int LINES = 2_000;

  /** What measuring and the compiler's first steps may take: less than a byte a line. */
  private static final long ALLOWED_BYTES = LINES;

  private static final List<String> EXPRESSIONS =
      List.of(
          "lower(agent)",
          "upper(path)",
          "trim(agent)",
          "length(path)",
          "substr(path, 2, 5)",
          "substr(path, -5)",
          "before(path, \"/\")",
          "after(path, \"/\")",
          "part(path, \"/\", -1)",
          "concat(method, \" \", path)",
          "coalesce(user, client)",
          "replace(path, \"([0-9]+)/(.)\", \"<$2>\")",
          "if(status >= 500, path, method)",
          "text(bytes / 3)",
          "number(part(path, \"/\", 3)) * 2",
          "ids(path)",
          "depth(path, 2)",
          "param(query, \"q\")",
          "host(referer)",
          "class(status)",
          "subnet(client, 24)",
          "subnet(agent, 24)",
          "inNet(client, \"10.0.0.0/8\", \"fd00::/8\")",
          "abs(-bytes)",
          "floor(bytes / 7)",
          "ceil(bytes / 7)",
          "round(bytes / 7, 2)",
          "mod(bytes, 7)",
          "bucket(bytes / 1000, 0.1, 0.5, 1)",
          "hour(time, \"Europe/Berlin\")",
          "minute(time)",
          "weekday(time)",
          "date(time, \"Asia/Kathmandu\")",
          "lookup(client, \"nets.csv\", \"name\")",
          "lookup(path, \"keys.csv\", \"name\")",
          "lookup(status, \"keys.csv\", \"name\")");

  private static final byte[] LINE =
      ("10.1.2.3 - - [17/May/2026:10:05:03 +0000] \"GET /user/81/a/550e8400-e29b-41d4-a716-446655440000"
              + "?p=1&q=%41b+c HTTP/1.1\" 200 1234 \"https://www.example.com:8443/x\" \"Ägent 2001:db8::1 \"")
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path dir;

  @Test
  void everyFunction_isTried() {
    for (String name : LineFunction.names()) {
      assertThat(EXPRESSIONS).anyMatch(expression -> expression.contains(name + "("));
    }
  }

  @Test
  void evaluating_allocatesNothing() throws IOException {
    Files.writeString(dir.resolve("nets.csv"), "cidr,name\n10.0.0.0/8,a\n10.1.0.0/16,b\n");
    Files.writeString(dir.resolve("keys.csv"), "key,name\n200,ok\n/x,y\n");
    Map<String, String> settings = new HashMap<>(Map.of("format", "combined"));
    for (int i = 0; i < EXPRESSIONS.size(); i++) {
      settings.put(
          "define.e" + i,
          EXPRESSIONS
              .get(i)
              .replace("nets.csv", dir.resolve("nets.csv").toString())
              .replace("keys.csv", dir.resolve("keys.csv").toString()));
    }
    Format format = Formats.read(Settings.of("test", settings));
    Record record = format.newRecord();
    for (int i = 0; i < EXPRESSIONS.size(); i++) {
      int field = format.fields().index("e" + i);
      evaluate(format, record, field, WARM_UP);
      assertThat(allocated(() -> evaluate(format, record, field, LINES)))
          .as("bytes for %d lines of %s", LINES, EXPRESSIONS.get(i))
          .isLessThan(ALLOWED_BYTES);
    }
  }

  private static void evaluate(Format format, Record record, int field, int lines) {
    for (int i = 0; i < lines; i++) {
      format.parse(LINE, 0, LINE.length, Map.of(), record);
      record.text(field);
    }
  }

  private static long allocated(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    action.run();
    return threads.getThreadAllocatedBytes(thread) - before;
  }
}
