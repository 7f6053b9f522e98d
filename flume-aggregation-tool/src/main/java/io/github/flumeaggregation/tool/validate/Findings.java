package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.tool.conf.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the checks of one file have found. */
public final class Findings {
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> dropped = new LinkedHashSet<>();

  /** Something of this line is wrong. */
  void error(int line, String text) {
    findings.add(new Finding(Finding.Severity.ERROR, line, text));
  }

  /** Something about a key of a part is wrong. */
  void error(Part part, String key, String text) {
    error(part.line(key), assignment(part, key) + ": " + text);
  }

  /** Something about a key of a part is worth a thought. */
  void advice(Part part, String key, String text) {
    advice(part.line(key), assignment(part, key) + ": " + text);
  }

  /** Something of this line is worth a thought. */
  void advice(int line, String text) {
    findings.add(new Finding(Finding.Severity.ADVICE, line, text));
  }

  private static String assignment(Part part, String key) {
    String value = part.get(key);
    return part.fullKey(key) + (value == null ? "" : " = '" + value + "'");
  }

  /** Flume would leave this part out, and run on without it. */
  void drop(Part part) {
    dropped.add(part.title());
  }

  /** How Flume would call what it would leave out. */
  public Set<String> dropped() {
    return dropped;
  }

  /** All findings in the order of the file, of a line the errors first. */
  public List<Finding> sorted() {
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(Comparator.comparingInt(Finding::line).thenComparing(Finding::severity));
    return sorted;
  }

  /** How many of this severity there are. */
  public long count(Finding.Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
