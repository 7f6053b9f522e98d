package io.github.flumeaggregation.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a tail source has delivered of real files: each line once, under one position, where it is.
 * Files are named in the order in which they come, since their identities are random.
 */
final class Delivered {
  private static final Pattern FILE = Pattern.compile("\"file\":\"([^\"]*)\"");

  private final String host;
  private final LineBook book;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> textByPlace = new HashMap<>();

  /**
   * Whether some of it may not be saved: what is delivered then counts twice after a death, or a
   * log goes on as another that began alike.
   */
  private boolean isUnsaved;

  Delivered(String host, LineBook book) {
    this.host = host;
    this.book = book;
  }

  private String name(String identity) {
    return names.computeIfAbsent(identity, i -> host + ":f" + names.size());
  }

  /** The event as the world knows it. */
  SentEvent event(Map<String, String> shipped, String body, Path home) {
    Map<String, String> headers = new TreeMap<>(shipped);
    if (headers.containsKey("tail.progress")) {
      String report = FILE.matcher(body).replaceAll(this::named).replace(home.toString(), "");
      return new SentEvent(headers, report, List.of());
    }
    headers.computeIfPresent("tail.file", (key, identity) -> name(identity));
    return new SentEvent(headers, body, lines(headers, body));
  }

  private String named(MatchResult file) {
    return "\"file\":\"" + name(file.group(1)) + '"';
  }

  private List<Line> lines(Map<String, String> headers, String body) {
    List<Line> lines = new ArrayList<>();
    if (headers.containsKey("tail.continuation")) {
      return lines;
    }
    long offset = Long.parseLong(headers.get("tail.offset"));
    long end = offset + Long.parseLong(headers.get("tail.length"));
    for (String text : body.split("\n", -1)) {
      int length = (int) Math.min(text.length() + 1L, end - offset);
      lines.add(line(headers.get("tail.file"), offset, length, text));
      offset += length;
    }
    return lines;
  }

  private Line line(String file, long offset, int length, String text) {
    WrittenLine line = book.find(text);
    return line == null
        ? new Line(file, offset, length, text, false, 0, 0, 0)
        : line.at(file, text, length);
  }

  /** The source cannot save positions, and counts that it cannot. */
  void cannotBeSaved() {
    isUnsaved = true;
  }

  /** Everything is read and saved. */
  void isSaved() {
    isUnsaved = false;
  }

  /** The channel has these events, or an interceptor has taken some out. */
  void taken(List<SentEvent> events) {
    for (SentEvent event : events) {
      event.lines().forEach(this::taken);
    }
  }

  private void taken(Line line) {
    String before = textByPlace.putIfAbsent(line.place(), line.text());
    if (before != null && !before.equals(line.text())) {
      String what = "two lines at %s: '%s' and '%s'".formatted(line.place(), before, line.text());
      throw isUnsaved ? new NobodyCanTell(what) : new AssertionError(what);
    }
    WrittenLine written = book.find(line.text());
    if (written != null) {
      check(written, line);
      written.places.add(line.place());
    }
  }

  private void check(WrittenLine written, Line line) {
    if (written.offset != line.offset()) {
      throw new AssertionError("delivered as of " + line.offset() + " was " + written);
    }
    if (!line.text().equals(written.text)) {
      if (written.shortLength != line.text().length()) {
        throw new AssertionError("delivered in part, '%s', was %s".formatted(line.text(), written));
      }
    }
    if (!written.places.contains(line.place())
        && !written.places.isEmpty()
        && !written.mayBeTwice
        && !isUnsaved) {
      throw new AssertionError(
          "delivered at %s and at %s was %s".formatted(written.places, line.place(), written));
    }
  }
}
