package io.github.flumeaggregation.monitor.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What was seen of the agent at once. Immutable. */
public final class Look {
  final List<Component> components;

  final int late;

  Look(List<Component> components, int late) {
    this.components = components;
    this.late = late;
  }

  /** The components that have not been stopped. */
  public List<Component> components() {
    return Collections.unmodifiableList(components);
  }

  /** How many of them did not answer in time, and are as they were seen before or left out. */
  public int late() {
    return late;
  }

  /** Why the agent is not ready to work; nothing if it is. */
  public List<String> notReady() {
    List<String> faults = new ArrayList<>();
    for (String type : Arrays.asList("source", "channel", "sink")) {
      if (components.stream().noneMatch(component -> component.type.equals(type))) {
        faults.add("no " + type + " runs");
      }
    }
    components.forEach(component -> faults.addAll(component.faults()));
    return faults;
  }
}
