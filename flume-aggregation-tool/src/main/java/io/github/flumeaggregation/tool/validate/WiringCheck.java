package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Each source has channels, each sink has one, each channel has both ends, and rows are fetched.
 */
final class WiringCheck implements Check {
  @Override
  public void check(Agent agent, Findings findings) {
    Set<String> filled = new HashSet<>();
    Set<String> emptied = new HashSet<>();
    for (Part source : listed(agent, Kind.SOURCE)) {
      filled.addAll(channels(agent, source, "channels", "channel", findings));
    }
    for (Part sink : listed(agent, Kind.SINK)) {
      emptied.addAll(channels(agent, sink, "channel", "channels", findings));
    }
    for (Part channel : listed(agent, Kind.CHANNEL)) {
      checkEnds(channel, filled, emptied, findings);
    }
    checkResults(agent, findings);
  }

  static List<Part> listed(Agent agent, Kind kind) {
    List<Part> listed = new ArrayList<>();
    for (Part part : agent.parts(kind)) {
      if (agent.listed(kind).contains(part.name()) && !part.settings().isEmpty()) {
        listed.add(part);
      }
    }
    return listed;
  }

  /** The channels of a source or sink that are there; what is wrong with the others is noted. */
  private static List<String> channels(
      Agent agent, Part part, String key, String mistaken, Findings findings) {
    List<String> named = Agent.words(part.get(key));
    if (named.isEmpty()) {
      findings.drop(part);
      findings.error(
          part.line(mistaken),
          part.fullKey(key)
              + " is required: "
              + part.title()
              + " has no channel"
              + (part.get(mistaken) == null
                  ? ""
                  : "; " + part.fullKey(mistaken) + " is not read, write " + key));
      return named;
    }
    List<String> there = new ArrayList<>();
    for (String name : named) {
      if (agent.listed(Kind.CHANNEL).contains(name)) {
        there.add(name);
      } else {
        findings.error(
            part,
            key,
            "there is no channel '"
                + name
                + "' in "
                + agent.listKey(Kind.CHANNEL)
                + Suggestion.didYouMean(name, agent.listed(Kind.CHANNEL)));
      }
    }
    if (there.isEmpty()) {
      findings.drop(part);
    }
    if (part.kind() == Kind.SINK && named.size() > 1) {
      findings.drop(part);
      findings.error(part, key, "allowed is one channel; a sink takes from one");
    }
    return there;
  }

  private static void checkEnds(
      Part channel, Set<String> filled, Set<String> emptied, Findings findings) {
    // Others may be at the other end of a topic.
    boolean isOfKafka = String.valueOf(channel.get("type")).contains("Kafka");
    if (!filled.contains(channel.name()) && !isOfKafka) {
      findings.advice(
          channel.line("type"), channel.title() + ": no source puts anything into this channel");
    }
    if (!emptied.contains(channel.name()) && !isOfKafka) {
      findings.error(
          channel.line("type"),
          channel.title() + ": no sink takes from this channel; when it is full, its sources stop");
    }
  }

  private static void checkResults(Agent agent, Findings findings) {
    List<String> sinks = new ArrayList<>();
    for (Part sink : listed(agent, Kind.SINK)) {
      if (OurTypes.WINDOW_SINK.equals(sink.get("type"))) {
        sinks.add(sink.name());
      }
    }
    Set<String> fetched = new HashSet<>();
    for (Part source : listed(agent, Kind.SOURCE)) {
      if (OurTypes.RESULT_SOURCE.equals(source.get("type"))) {
        checkResultSource(agent, source, sinks, fetched, findings);
      }
    }
    for (String name : sinks) {
      @Nullable Part sink = agent.part(Kind.SINK, name);
      if (sink != null && sink.get("files.path") == null && !fetched.contains(name)) {
        findings.error(
            sink.line("type"),
            sink.title()
                + ": nothing delivers its rows, and it stops when maxPendingRows of them wait. Add"
                + " a source of type "
                + OurTypes.RESULT_SOURCE
                + " with sink = "
                + name
                + ", or set "
                + sink.fullKey("files.path"));
      }
    }
  }

  private static void checkResultSource(
      Agent agent, Part source, List<String> sinks, Set<String> fetched, Findings findings) {
    @Nullable String stateDir = source.get("stateDir");
    if (stateDir != null) {
      for (String name : sinks) {
        @Nullable Part sink = agent.part(Kind.SINK, name);
        if (sink != null && stateDir.equals(sink.get("stateDir"))) {
          fetched.add(name);
        }
      }
      return;
    }
    @Nullable String name = source.get("sink");
    if (name == null) {
      return; // the source says so itself
    }
    if (!sinks.contains(name)) {
      findings.error(
          source,
          "sink",
          "this agent has no WindowSink of that name" + Suggestion.didYouMean(name, sinks));
    } else if (!fetched.add(name)) {
      findings.error(
          source, "sink", "another result source delivers the rows of this sink; allowed is one");
    } else {
      @Nullable Part sink = agent.part(Kind.SINK, name);
      if (sink != null && sink.get("files.path") != null) {
        findings.error(
            source,
            "sink",
            "the sink writes its rows into files.path itself; take out that, or this source");
      }
    }
  }
}
