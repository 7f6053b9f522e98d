package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was said last of each window and group. */
final class Emissions {
  private final Map<String, Map<String, List<Object>>> rows = new TreeMap<>();
  private final Map<String, WindowBooks> books = new TreeMap<>();

  /** By window and group, of those without books. */
  private final Map<String, Integer> sessions = new HashMap<>();

  private int unchangedRows;

  /** How many rows said nothing new. */
  int unchangedRows() {
    return unchangedRows;
  }

  void add(ClosedWindow window) {
    String name = window.startMillis() + " to " + window.endMillis();
    if (window.hasBooks()) {
      WindowBooks before = books.put(name, window.books());
      assertThat(window.books().revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    } else {
      String row = name + " of " + window.rows().get(0).group();
      int revision = window.books().revision();
      Integer before = sessions.put(row, revision);
      assertThat(revision).as(row).isGreaterThan(before == null ? 0 : before);
    }
    for (ResultRow row : window.rows()) {
      Map<String, List<Object>> groups = rows.computeIfAbsent(name, n -> new HashMap<>());
      if (row.isRetracted()) {
        boolean wasTold = groups.remove(row.group().get(0)) != null;
        assertThat(wasTold || window.hasBooks()).isTrue();
        if (!window.hasBooks() && groups.isEmpty()) {
          rows.remove(name);
        }
      } else {
        List<Object> values = ModelLine.plain(row.values());
        unchangedRows += values.equals(groups.put(row.group().get(0), values)) ? 1 : 0;
      }
    }
  }

  /** Values by window and group. */
  Map<String, Map<String, List<Object>>> rows() {
    return rows;
  }

  /** By window, in the form of {@link #books(long, long, long)}. */
  Map<String, String> books() {
    Map<String, String> texts = new TreeMap<>();
    books.forEach(
        (window, b) -> {
          assertThat(b.in()).isEqualTo(b.aggregated() + b.filtered() + b.late());
          texts.put(window, books(b.aggregated(), b.filtered(), b.late()));
        });
    return texts;
  }

  static String books(long aggregated, long filtered, long late) {
    return aggregated + " aggregated, " + filtered + " filtered, " + late + " late";
  }

  /** The first column of the rows of a window, added up. */
  long count(String window) {
    return rows.getOrDefault(window, Map.of()).values().stream()
        .mapToLong(values -> ((BigDecimal) values.get(0)).longValueExact())
        .sum();
  }

  /** The first column of all rows, added up. */
  long count() {
    return rows.keySet().stream().mapToLong(this::count).sum();
  }

  /** All that a window says, in one text. */
  static String text(ClosedWindow window) {
    StringBuilder text = new StringBuilder();
    WindowBooks b = window.books();
    text.append(window.startMillis()).append(" to ").append(window.endMillis());
    text.append(" filed ")
        .append(window.timestampMillis())
        .append(", revision ")
        .append(b.revision());
    text.append(": ").append(books(b.aggregated(), b.filtered(), b.late()));
    text.append(", ").append(b.other()).append(" other, ").append(b.isCertain());
    text.append(", since ").append(window.since()).append(rowTexts(window));
    return text.toString();
  }

  static List<String> rowTexts(ClosedWindow window) {
    return window.rows().stream()
        .map(row -> row.group() + "=" + row.values() + row.isRetracted() + row.isCertain())
        .toList();
  }
}
