package io.github.flumeaggregation.monitor.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The labels of values by group: those that say what the value is of, and one for each field that
 * is grouped by. A field whose name cannot be a label is called by what is left of it; one whose
 * name is taken gets a {@code _} at its end.
 */
final class LabelNames {
  private final List<String> names = new ArrayList<>();

  /** The labels {@code own}, and those of the fields. */
  LabelNames(List<String> fields, String... own) {
    names.addAll(Arrays.asList(own));
    Set<String> taken = new HashSet<>(names);
    taken.add("other");
    for (String field : fields) {
      String name = clean(field);
      while (!taken.add(name)) {
        name += '_';
      }
      names.add(name);
    }
  }

  /** {@code ids(path)} is {@code ids_path}. */
  private static String clean(String field) {
    String name = field.replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("^_+|_+$", "");
    return PrometheusNaming.sanitizeLabelName(name.isEmpty() ? "field" : name);
  }

  /**
   * The labels of one value.
   *
   * @param other whether it is of the groups that were too many; a line may hold {@code (other)}
   *     too
   * @param own the values of the labels that are no fields
   */
  Labels of(boolean other, List<String> group, String... own) {
    List<String> values = new ArrayList<>(Arrays.asList(own));
    values.addAll(group);
    List<String> allNames = names;
    if (other) {
      allNames = new ArrayList<>(names);
      allNames.add("other");
      values.add("true");
    }
    return Labels.of(allNames, values);
  }
}
