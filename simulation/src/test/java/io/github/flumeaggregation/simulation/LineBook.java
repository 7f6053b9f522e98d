package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.row.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * All lines that were ever written to real files. Each begins with a client of its own, and is its
 * own wherever one looks: what differs between two sampled blocks alone, nobody sees.
 */
final class LineBook {
  /** Begins what all logs begin with. */
  static final String BANNER = "# ";

  final List<WrittenLine> all = new ArrayList<>();

  /** Makes a line of so many bytes, or of as many as come. */
  WrittenLine add(long second, long offset, int bytes, Random random) {
    int number = all.size();
    String client = "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
    int status = 200 + random.nextInt(5);
    long value = random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : random.nextInt(10);
    boolean parses = bytes < 0 && random.nextInt(12) > 0;
    int marks = bytes < 0 ? 10 + random.nextInt(300) : bytes - client.length() - 1;
    String text =
        parses
            ? Events.line(second, status, value).replace("10.0.0.1 ", client + " ")
            : client + " " + ("?" + number).repeat(marks).substring(0, marks);
    long time = Events.T0 + second * 1000;
    Line as = new Line("", offset, text.length() + 1, text, parses, time, status, value);
    WrittenLine line = new WrittenLine(number, text, offset, as);
    all.add(line);
    return line;
  }

  /** The line of which that was delivered; null for what all logs begin with. */
  WrittenLine find(String text) {
    if (text.startsWith(BANNER)) {
      return null;
    }
    String[] client = text.substring(0, Math.max(0, text.indexOf(' '))).split("\\.");
    if (client.length != 4) {
      throw new AssertionError("nobody has written '" + text + "'");
    }
    int number =
        Integer.parseInt(client[1]) << 16
            | Integer.parseInt(client[2]) << 8
            | Integer.parseInt(client[3]);
    WrittenLine line = all.get(number);
    if (!line.text.startsWith(text)) {
      throw new AssertionError("delivered as '" + text + "' was " + line);
    }
    return line;
  }
}
