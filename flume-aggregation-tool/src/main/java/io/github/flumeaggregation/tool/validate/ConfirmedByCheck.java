package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Confirmed;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Sinks that confirm positions can: they alone empty a memory channel that the source must fill.
 */
final class ConfirmedByCheck implements Check {
  private static final String KEY = "confirmedBy";

  @Override
  public void check(Agent agent, Findings findings) {
    for (Part source : WiringCheck.listed(agent, Kind.SOURCE)) {
      for (String sink : Confirmed.sinksOf(source)) {
        @Nullable String fault = fault(agent, source, sink);
        if (fault != null) {
          findings.error(source, KEY, fault);
        }
      }
    }
  }

  private static @Nullable String fault(Agent agent, Part source, String name) {
    List<String> sinks = new ArrayList<>();
    for (Part sink : WiringCheck.listed(agent, Kind.SINK)) {
      if (OurTypes.WINDOW_SINK.equals(sink.get("type"))) {
        sinks.add(sink.name());
      }
    }
    @Nullable Part sink = agent.part(Kind.SINK, name);
    if (sink == null || !sinks.contains(name)) {
      return "this agent has no WindowSink '"
          + name
          + "'"
          + Suggestion.didYouMean(name, sinks)
          + "; allowed are names of its window sinks"
          + (sinks.isEmpty() ? ", of which it has none" : ": " + String.join(", ", sinks));
    }
    String channel = sink.get("channel", "");
    // That a channel is not there is said of the sink.
    return agent.listed(Kind.CHANNEL).contains(channel)
        ? fault(agent, source, sink, channel)
        : null;
  }

  private static @Nullable String fault(Agent agent, Part source, Part sink, String channel) {
    List<String> own = Agent.words(source.get("channels"));
    boolean optional = Agent.words(source.get("selector.optional")).contains(channel);
    if (!own.contains(channel) || optional) {
      return sink.title()
          + " takes from channel '"
          + channel
          + "', which "
          + (optional ? "is optional" : "this source does not fill")
          + "; allowed are sinks behind a channel that the source must fill. Where there is none,"
          + " as before an Avro hop, use a file channel and no confirmedBy";
    }
    @Nullable Part part = agent.part(Kind.CHANNEL, channel);
    if (part != null && !Confirmed.isMemory(part)) {
      return "channel '"
          + channel
          + "' is of type "
          + part.get("type")
          + "; allowed is memory. A file channel needs no confirmedBy: take one of the two out";
    }
    List<String> takers = Confirmed.takers(agent, channel);
    takers.remove(sink.name());
    return takers.isEmpty()
        ? null
        : "sink '"
            + String.join("' and sink '", takers)
            + "' takes from channel '"
            + channel
            + "' as well; allowed is a channel that "
            + sink.title()
            + " alone takes from. Give each its own";
  }
}
