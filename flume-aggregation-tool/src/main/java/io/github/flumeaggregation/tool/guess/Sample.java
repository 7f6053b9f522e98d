package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.tool.log.LineReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The first lines of some logs; empty ones do not count. */
final class Sample {
  private static final int LINES = 1000;

  private final List<byte[]> lines = new ArrayList<>();

  /** Of several logs each gives its part. */
  static Sample of(List<Path> logs) {
    Sample sample = new Sample();
    int each = Math.max(1, LINES / logs.size());
    for (Path log : logs) {
      try (LineReader reader = new LineReader(log)) {
        for (int i = 0; i < each && reader.next(); i++) {
          sample.add(Arrays.copyOf(reader.bytes(), reader.length()));
        }
      }
    }
    return sample;
  }

  static Sample ofLines(List<byte[]> lines) {
    Sample sample = new Sample();
    for (byte[] line : lines) {
      boolean hasReturn = line.length > 0 && line[line.length - 1] == '\r';
      sample.add(hasReturn ? Arrays.copyOf(line, line.length - 1) : line);
    }
    return sample;
  }

  private void add(byte[] line) {
    if (line.length > 0) {
      lines.add(line);
    }
  }

  int size() {
    return lines.size();
  }

  List<byte[]> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** At most so many of them. */
  List<byte[]> lines(int most) {
    return lines().subList(0, Math.min(most, lines.size()));
  }

  /** The first line; empty if there is none. */
  String first() {
    return lines.isEmpty() ? "" : new String(lines.get(0), StandardCharsets.UTF_8);
  }
}
