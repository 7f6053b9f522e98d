package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** The window sinks of a configuration, and the one that is meant. */
public final class WindowSinks {
  private WindowSinks() {}

  /**
   * The one that is meant.
   *
   * @param agent name of its agent; null for any
   * @param name its own name; null if there is only one
   * @throws ConfException if there is none, or if several are left
   */
  public static Part choose(ConfFile file, @Nullable String agent, @Nullable String name) {
    List<Part> left = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Agent candidate : file.agents()) {
      for (Part sink : of(candidate)) {
        if (agent == null || agent.equals(candidate.name())) {
          names.add(sink.name());
          if (name == null || name.equals(sink.name())) {
            left.add(sink);
          }
        }
      }
    }
    if (names.isEmpty()) {
      throw new ConfException("there is no WindowSink in this configuration");
    }
    if (left.isEmpty()) {
      throw new ConfException(
          "there is no WindowSink '"
              + name
              + "' in this configuration"
              + Suggestion.didYouMean(String.valueOf(name), names)
              + "; there is "
              + String.join(", ", names));
    }
    if (left.size() > 1) {
      throw new ConfException(
          "there are several; name one by --sink, and its agent by --agent: "
              + String.join(", ", names));
    }
    return left.get(0);
  }

  /** All of an agent. */
  static List<Part> of(Agent agent) {
    List<Part> sinks = new ArrayList<>();
    for (Part sink : agent.parts(Kind.SINK)) {
      if (OurTypes.WINDOW_SINK.equals(sink.get("type"))) {
        sinks.add(sink);
      }
    }
    return sinks;
  }
}
