package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfEntry;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lists of an agent's parts and the parts' keys belong together; Flume ignores what does not.
 */
final class ListsCheck implements Check {
  @Override
  public void check(Agent agent, Findings findings) {
    checkFirstWords(agent, findings);
    for (Kind kind : Kind.values()) {
      checkList(agent, kind, findings);
    }
    if (agent.listed(Kind.CHANNEL).isEmpty() && agent.parts(Kind.CHANNEL).isEmpty()) {
      findings.error(
          agent.listLine(Kind.CHANNEL),
          agent.listKey(Kind.CHANNEL)
              + " lists nothing: without a channel Flume drops the whole agent");
    }
  }

  /** {@code a1.sink.w.type}, say: Flume passes over it with a warning at most. */
  private static void checkFirstWords(Agent agent, Findings findings) {
    Set<String> known = new TreeSet<>();
    for (Kind kind : Kind.values()) {
      known.add(kind.listKey());
    }
    Map<String, List<ConfEntry>> unknown = new LinkedHashMap<>();
    for (ConfEntry entry : agent.entries()) {
      String word = entry.key().substring(agent.name().length() + 1).split("[.]", 2)[0];
      if (!known.contains(word)) {
        unknown.computeIfAbsent(word, any -> new ArrayList<>()).add(entry);
      }
    }
    unknown.forEach(
        (word, entries) ->
            findings.error(
                entries.get(0).line(),
                agent.name()
                    + '.'
                    + word
                    + (entries.size() == 1 ? "" : " (" + entries.size() + " keys)")
                    + ": unknown to Flume, which passes over it; an agent has "
                    + String.join(", ", known)
                    + Suggestion.didYouMean(word, known)));
  }

  private static void checkList(Agent agent, Kind kind, Findings findings) {
    List<String> listed = agent.listed(kind);
    Set<String> seen = new HashSet<>();
    List<String> unlisted = new ArrayList<>();
    for (Part part : agent.parts(kind)) {
      if (!listed.contains(part.name())) {
        unlisted.add(part.name());
      }
    }
    for (String name : listed) {
      @Nullable Part part = agent.part(kind, name);
      if (!seen.add(name)) {
        findings.advice(
            agent.listLine(kind), agent.listKey(kind) + ": '" + name + "' stands here twice");
      } else if (part != null && part.settings().isEmpty()) {
        findings.drop(part);
        findings.error(
            agent.listLine(kind),
            agent.listKey(kind)
                + " lists '"
                + name
                + "', which has no keys "
                + part.fullKey("*")
                + Suggestion.didYouMean(name, unlisted));
      }
    }
    for (Part part : agent.parts(kind)) {
      if (!listed.contains(part.name())) {
        findings.error(
            part.line("type"),
            part.fullKey("*")
                + ": "
                + part.title()
                + " is not listed in "
                + agent.listKey(kind)
                + ", so Flume ignores it; list it, or take its keys out");
      }
    }
  }
}
