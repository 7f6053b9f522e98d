package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sinks and interceptors of a configuration that read lines, and the one that is meant. */
public final class FormatOwner {
  private FormatOwner() {}

  /**
   * The settings of the one that is meant.
   *
   * @param agent name of its agent; null for any
   * @param name its own name, or {@code source/interceptor}; null if there is only one, or one sink
   * @throws ConfException if there is none, or if several are left
   */
  public static Map<String, String> settings(
      ConfFile file, @Nullable String agent, @Nullable String name) {
    Map<String, Map<String, String>> owners = new LinkedHashMap<>();
    List<String> sinks = new ArrayList<>();
    for (Agent candidate : file.agents()) {
      if (agent == null || agent.equals(candidate.name())) {
        addSinks(candidate, owners);
        sinks.addAll(owners.keySet());
        addInterceptors(candidate, owners);
      }
    }
    return owners.getOrDefault(choose(owners, sinks, name), new LinkedHashMap<>());
  }

  private static String choose(
      Map<String, Map<String, String>> owners, List<String> sinks, @Nullable String name) {
    if (owners.isEmpty()) {
      throw new ConfException(
          "nothing in this configuration reads lines: it has neither a WindowSink nor an"
              + " AggregationInterceptor");
    }
    if (name != null) {
      if (!owners.containsKey(name)) {
        throw new ConfException(
            "'"
                + name
                + "' reads no lines in this configuration"
                + Suggestion.didYouMean(name, owners.keySet())
                + "; these do: "
                + String.join(", ", owners.keySet()));
      }
      return name;
    }
    List<String> left = sinks.isEmpty() ? new ArrayList<>(owners.keySet()) : sinks;
    if (left.size() > 1) {
      throw new ConfException(
          "several read lines in this configuration; name one by --sink: "
              + String.join(", ", owners.keySet()));
    }
    return left.get(0);
  }

  private static void addSinks(Agent agent, Map<String, Map<String, String>> owners) {
    WindowSinks.of(agent).forEach(sink -> owners.put(sink.name(), sink.settings()));
  }

  private static void addInterceptors(Agent agent, Map<String, Map<String, String>> owners) {
    for (Part source : agent.parts(Kind.SOURCE)) {
      for (String name : Agent.words(source.get("interceptors"))) {
        Map<String, String> settings = source.settings("interceptors." + name);
        if (OurTypes.INTERCEPTOR.equals(settings.getOrDefault("type", "").trim())) {
          owners.put(source.name() + '/' + name, settings);
        }
      }
    }
  }
}
