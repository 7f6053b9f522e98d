package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfFile;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.HashSet;
import java.util.Set;
import org.apache.flume.conf.FlumeConfiguration;
import org.apache.flume.conf.FlumeConfigurationError;

/** Asks Flume's own reading of the file for what it drops and no other check has named. */
final class FlumeCheck implements Check {
  private final FlumeConfiguration flume;

  FlumeCheck(ConfFile file) {
    flume = new FlumeConfiguration(file.values());
  }

  @Override
  public void check(Agent agent, Findings findings) {
    FlumeConfiguration.@Nullable AgentConfiguration kept = flume.getConfigurationFor(agent.name());
    if (kept == null) {
      findings.error(
          agent.listLine(Kind.CHANNEL),
          agent.name()
              + ": Flume finds nothing that it could run in this agent, and runs on without doing"
              + " anything");
      return;
    }
    check(agent, Kind.SOURCE, kept.getSourceSet(), findings);
    check(agent, Kind.CHANNEL, kept.getChannelSet(), findings);
    check(agent, Kind.SINK, kept.getSinkSet(), findings);
    check(agent, Kind.SINK_GROUP, kept.getSinkgroupSet(), findings);
  }

  private void check(Agent agent, Kind kind, Set<String> kept, Findings findings) {
    for (String name : new HashSet<>(agent.listed(kind))) {
      @Nullable Part part = agent.part(kind, name);
      if (part != null && !kept.contains(name) && !findings.dropped().contains(part.title())) {
        findings.drop(part);
        findings.error(
            part.line("type"),
            part.fullKey("*") + ": Flume drops " + part.title() + why(part, agent, findings));
      }
    }
  }

  private String why(Part part, Agent agent, Findings findings) {
    for (String name : Agent.words(part.get("channels", part.get("channel", "")))) {
      @Nullable Part channel = agent.part(Kind.CHANNEL, name);
      if (channel != null && findings.dropped().contains(channel.title())) {
        return ", since " + channel.title() + " is dropped";
      }
    }
    for (FlumeConfigurationError error : flume.getConfigurationErrors()) {
      if (part.name().equals(error.getKey()) || part.name().equals(error.getComponentName())) {
        return ": " + error.getErrorType().getError();
      }
    }
    return "";
  }
}
