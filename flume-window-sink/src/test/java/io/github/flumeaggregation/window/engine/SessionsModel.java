package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.window.engine.WindowModel.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sessions of lines, computed anew from all of them, in the order in which they came.
 *
 * @param gap lines of a group at least this far apart are in two sessions; finality is in steps of
 *     it
 * @param max runs longer than this are cut at its multiples
 */
record SessionsModel(long gap, long max, boolean filtered, boolean grouped) {
  /** What is said of windows: sessions by group, and books of all lines between two multiples. */
  Map<String, String> windows(List<Line> lines) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    lines.stream()
        .filter(this::isTaken)
        .collect(Collectors.groupingBy(line -> grouped ? "" + line.status() : "-"))
        .forEach(
            (group, of) ->
                sessions(of)
                    .forEach(
                        session ->
                            rows.computeIfAbsent(name(session), n -> new TreeMap<>())
                                .put(group, WindowModel.values(lines(session)))));
    Map<String, String> texts = new TreeMap<>();
    rows.forEach((window, groups) -> texts.put(window, groups + "null"));
    books(lines)
        .forEach((window, books) -> texts.put(window, rows.getOrDefault(window, Map.of()) + books));
    return texts;
  }

  private boolean isTaken(Line line) {
    return !filtered || line.status() != 203;
  }

  private Map<String, String> books(List<Line> lines) {
    Map<String, String> books = new TreeMap<>();
    lines.stream()
        .collect(Collectors.groupingBy(line -> Math.floorDiv(line.time(), max) * max))
        .forEach(
            (start, of) -> {
              List<Line> inTime = of.stream().filter(line -> !isLate(line)).toList();
              int taken = (int) inTime.stream().filter(this::isTaken).count();
              int late = of.size() - inTime.size();
              books.put(
                  name(start, start + max),
                  WindowModel.books(of.size(), taken, inTime.size() - taken, late, 0));
            });
    return books;
  }

  private boolean isLate(Line line) {
    return line.time() + gap <= horizon(line);
  }

  private long horizon(Line line) {
    return Math.floorDiv(line.finalThrough(), gap) * gap;
  }

  /** A session, with the end that it has. */
  private record Session(List<Line> lines, long end) {}

  private static List<Line> lines(Session session) {
    return session.lines;
  }

  private static String name(Session session) {
    return name(session.lines.get(0).time(), session.end);
  }

  private static String name(long start, long end) {
    return Instant.ofEpochMilli(start) + "/" + Instant.ofEpochMilli(end);
  }

  /** Those of one group: a line comes to none that was final when it came. */
  private List<Session> sessions(List<Line> ofGroup) {
    List<Session> all = new ArrayList<>();
    List<Line> open = new ArrayList<>();
    for (Line line : ofGroup) {
      for (Session session : cut(open)) {
        if (last(session.lines).time() + gap <= horizon(line)) {
          all.add(session);
          open.removeAll(session.lines);
        }
      }
      if (!isLate(line)) {
        open.add(line);
      }
    }
    all.addAll(cut(open));
    return all;
  }

  private List<Session> cut(List<Line> lines) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparing(Line::time));
    List<Session> sessions = new ArrayList<>();
    for (int from = 0; from < sorted.size(); ) {
      int to = from + 1;
      while (to < sorted.size() && sorted.get(to).time() - sorted.get(to - 1).time() < gap) {
        to++;
      }
      addRun(sorted.subList(from, to), sessions);
      from = to;
    }
    return sessions;
  }

  private void addRun(List<Line> run, List<Session> sessions) {
    boolean fits = last(run).time() + gap - run.get(0).time() <= max;
    for (int from = 0; from < run.size(); ) {
      long cut = (Math.floorDiv(run.get(from).time(), max) + 1) * max;
      int to = from + 1;
      while (to < run.size() && (fits || run.get(to).time() < cut)) {
        to++;
      }
      long end = run.get(to - 1).time() + gap;
      sessions.add(
          new Session(
              List.copyOf(run.subList(from, to)), to < run.size() ? Math.min(end, cut) : end));
      from = to;
    }
  }

  private static Line last(List<Line> lines) {
    return lines.get(lines.size() - 1);
  }
}
