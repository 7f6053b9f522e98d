package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Confirmed;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where an agent that is killed loses lines or rows. */
final class LossCheck implements Check {
  @Override
  public void check(Agent agent, Findings findings) {
    Set<String> toWindows = new HashSet<>();
    for (Part sink : WiringCheck.listed(agent, Kind.SINK)) {
      if (OurTypes.WINDOW_SINK.equals(sink.get("type"))) {
        toWindows.add(sink.get("channel", ""));
      }
    }
    Set<String> fromWindows = new HashSet<>();
    for (Part source : WiringCheck.listed(agent, Kind.SOURCE)) {
      if (OurTypes.RESULT_SOURCE.equals(source.get("type"))) {
        fromWindows.addAll(Agent.words(source.get("channels")));
      }
    }
    for (Part channel : WiringCheck.listed(agent, Kind.CHANNEL)) {
      @Nullable
      String what =
          toWindows.contains(channel.name())
              ? "lines"
              : fromWindows.contains(channel.name()) ? "rows" : null;
      if (what != null && Confirmed.isMemory(channel) && !Confirmed.isReadAgain(agent, channel)) {
        findings.advice(
            channel,
            "type",
            "the "
                + what
                + " in it are lost when the agent is killed; type = file keeps them"
                + (what.equals("lines") ? remedy(agent, channel) : ""));
      }
    }
  }

  /** Where the source can read them again, that costs less than to keep them. */
  private static String remedy(Agent agent, Part channel) {
    List<String> takers = Confirmed.takers(agent, channel.name());
    for (Part source : WiringCheck.listed(agent, Kind.SOURCE)) {
      if (takers.size() == 1
          && OurTypes.TAIL_SOURCE.equals(source.get("type"))
          && Agent.words(source.get("channels")).contains(channel.name())) {
        return ", and "
            + source.fullKey("confirmedBy")
            + " = "
            + takers.get(0)
            + " has them read again";
      }
    }
    return "";
  }
}
