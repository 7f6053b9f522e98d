package io.github.flumeaggregation.tool.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/**
 * Writes the lines of an access log again and again, as if they came now: first those of the last
 * twenty minutes at once, then some a second.
 */
final class SlowWriter {
  static final int HISTORY_SECONDS = 20 * 60;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long MILLIS = 1000;

  private final List<String> lines;
  private final Path log;
  private int next;
  private long writtenSeconds;

  /**
   * A writer that has written nothing yet.
   *
   * @param lines of the common or combined format
   * @param nowMillis the present time, since the epoch
   */
  SlowWriter(List<String> lines, Path log, long nowMillis) {
    this.lines = lines;
    this.log = log;
    writtenSeconds = nowMillis / MILLIS - HISTORY_SECONDS;
  }

  /** Writes what has come up to a time: between seven and thirteen lines for each second. */
  void writeUpTo(long nowMillis) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (writtenSeconds < nowMillis / MILLIS) {
      writtenSeconds++;
      String time = "[" + TIME.format(Instant.ofEpochSecond(writtenSeconds)) + "]";
      for (int i = linesIn(writtenSeconds); i > 0; i--) {
        String line = lines.get(next++ % lines.size());
        String now = line.replaceFirst("\\[[^]]*]", Matcher.quoteReplacement(time));
        text.write((now + '\n').getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    Files.write(log, text.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** A tide of five minutes, so that there is something to see. */
  private static int linesIn(long second) {
    return (int) Math.round(10 + 3 * Math.sin(second * 2 * Math.PI / 300));
  }
}
