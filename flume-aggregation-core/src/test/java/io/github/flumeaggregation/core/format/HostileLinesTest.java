package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.flumeaggregation.core.record.Record;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: no exception, no field outside the line, the same answer each time. */
class HostileLinesTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 20_000);
  private static final String LINE =
      "192.0.2.7 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a?x=\\x22 HTTP/1.1\" 200 2326 \"-\""
          + " \"Mozilla/5.0 \\\"X\\\"\"";
  private static final String SPECIAL = "\"\\ []-?x0\n\r\u0000\u00ff";

  private final Format format = AccessLogFormats.combined();

  @Test
  void mutatedLines_neverThrowAndStayWithinTheLine() {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    int fields = wantEverything();
    Record record = format.newRecord();
    for (int i = 0; i < ROUNDS; i++) {
      String line = mutate(random);
      byte[] bytes = line.getBytes(ISO_8859_1);
      assertThatCode(() -> check(bytes, record, fields))
          .as("%s, seed %d", line, seed)
          .doesNotThrowAnyException();
    }
  }

  private int wantEverything() {
    int last = 0;
    for (String name : Arrays.asList("client", "time", "method", "query", "status", "agent")) {
      last = Math.max(last, format.fields().index(name));
    }
    return last + 1;
  }

  /** The line is parsed within a longer array, and again in one of exactly its length. */
  private void check(byte[] bytes, Record record, int fields) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 50);
    Arrays.fill(longer, bytes.length, longer.length, (byte) '"');
    boolean parsed = format.parse(longer, 0, bytes.length, Collections.emptyMap(), record);
    String[] texts = texts(record, fields);
    assertThat(format.parse(bytes, 0, bytes.length, Collections.emptyMap(), record))
        .isEqualTo(parsed);
    assertThat(texts(record, fields)).isEqualTo(texts);
    assertThat(record.hasTime()).isEqualTo(parsed);
    if (!parsed) {
      assertThat(texts).containsOnlyNulls();
    }
  }

  private static String[] texts(Record record, int fields) {
    String[] texts = new String[fields];
    for (int i = 0; i < fields; i++) {
      texts[i] = record.text(i) == null ? null : record.text(i) + " " + record.number(i);
    }
    return texts;
  }

  private static String mutate(Random random) {
    StringBuilder line = new StringBuilder(LINE);
    for (int i = random.nextInt(4); i >= 0 && line.length() > 0; i--) {
      int at = random.nextInt(line.length());
      char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
      switch (random.nextInt(4)) {
        case 0 -> line.deleteCharAt(at);
        case 1 -> line.insert(at, special);
        case 2 -> line.setCharAt(at, special);
        default -> line.setLength(at);
      }
    }
    return line.toString();
  }

  @Test
  void veryLongLines_takeTimeInProportionToTheirLength() {
    for (String part : Arrays.asList("\"", "\\", "\" ", " [", "-", "\" \"", "\\\"", "a ")) {
      StringBuilder line = new StringBuilder(LINE.substring(0, LINE.lastIndexOf("GET")));
      while (line.length() < 1 << 20) {
        line.append(part);
      }
      byte[] bytes = line.toString().getBytes(ISO_8859_1);
      long start = System.nanoTime();
      format.parse(bytes, 0, bytes.length, Collections.emptyMap(), format.newRecord());
      // Quadratic time would be hours; linear is milliseconds.
      assertThat(System.nanoTime() - start).as(part).isLessThan(2_000_000_000L);
    }
  }
}
