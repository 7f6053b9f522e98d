package io.github.flumeaggregation.core.window;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The model of windows that are the same for all groups.
 *
 * @param rateMillis the length of the windows, where it is always the same; otherwise null
 * @param windows which windows there are, and which of the lines are in them
 */
record GridModel(Long rateMillis, Function<List<ModelLine>, List<ModelWindow>> windows)
    implements OperatorModel {
  /**
   * A window of the model.
   *
   * @param causedFrom lines of it before this time do not cause it to be emitted
   * @param lines those whose time is in it
   */
  record ModelWindow(long start, long end, long causedFrom, List<ModelLine> lines) {
    boolean isCausedBy(ModelLine line) {
      return line.time() >= causedFrom;
    }

    String name() {
      return start + " to " + end;
    }

    private boolean isLate(ModelLine line) {
      return end <= line.finalThrough();
    }

    /** The lines that came in time; none if the window was never emitted for any. */
    private List<ModelLine> inTime() {
      List<ModelLine> inTime = lines.stream().filter(line -> !isLate(line)).toList();
      return inTime.stream().anyMatch(this::isCausedBy) ? inTime : List.of();
    }

    private long aggregated() {
      return inTime().stream().filter(ModelLine::isAccepted).count();
    }
  }

  @Override
  public String moreColumns() {
    return rateMillis == null ? "" : ", rate";
  }

  @Override
  public String[] limits(Random random) {
    return random.nextBoolean()
        ? new String[] {"maxGroups", "2"}
        : new String[] {"top", "2 by sum(size)"};
  }

  @Override
  public Map<String, Map<String, List<Object>>> rows(List<ModelLine> lines) {
    Map<String, Map<String, List<Object>>> rows = new TreeMap<>();
    for (ModelWindow window : windows.apply(lines)) {
      Map<String, List<ModelLine>> groups =
          window.inTime().stream()
              .filter(ModelLine::isAccepted)
              .collect(groupingBy(ModelLine::name));
      if (!groups.isEmpty()) {
        Map<String, List<Object>> values = new HashMap<>();
        groups.forEach((name, of) -> values.put(name, ModelLine.values(of, rateMillis)));
        rows.put(window.name(), values);
      }
    }
    return rows;
  }

  @Override
  public Map<String, String> books(List<ModelLine> lines) {
    Map<String, String> books = new TreeMap<>();
    for (ModelWindow window : windows.apply(lines)) {
      long late =
          window.lines.stream().filter(l -> window.isCausedBy(l) && window.isLate(l)).count();
      List<ModelLine> in = window.inTime();
      long aggregated = window.aggregated();
      if (late > 0 || !in.isEmpty()) {
        books.put(window.name(), Emissions.books(aggregated, in.size() - aggregated, late));
      }
    }
    return books;
  }

  @Override
  public Map<String, String> booksFrom(List<ModelLine> all, long from) {
    Set<ModelLine> seen = new HashSet<>();
    List<ModelWindow> made =
        windows.apply(all).stream().filter(window -> window.causedFrom >= from).toList();
    made.forEach(w -> w.lines.stream().filter(w::isCausedBy).forEach(seen::add));
    Map<String, String> expected = new TreeMap<>();
    for (ModelWindow window : made) {
      List<ModelLine> lines = window.lines.stream().filter(seen::contains).toList();
      long aggregated = lines.stream().filter(ModelLine::isAccepted).count();
      expected.put(window.name(), Emissions.books(aggregated, lines.size() - aggregated, 0));
    }
    return expected;
  }

  @Override
  public void assertRowsAddUp(List<ModelLine> lines, Emissions emissions) {
    for (ModelWindow window : windows.apply(lines)) {
      assertThat(emissions.count(window.name())).as(window.name()).isEqualTo(window.aggregated());
    }
  }
}
