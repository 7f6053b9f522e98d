package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.confirm.ConfirmationRules;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Confirmed;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.ArrayList;
import java.util.List;

/** Asks the rules by which a source chooses its sinks at the start, of what is configured. */
final class ConfirmedByCheck implements Check {
  @Override
  public void check(Agent agent, Findings findings) {
    for (Part source : WiringCheck.listed(agent, Kind.SOURCE)) {
      Configured wiring = new Configured(agent, source);
      ConfirmationRules<Part> rules = new ConfirmationRules<>(wiring);
      for (String sink : Confirmed.sinksOf(source)) {
        @Nullable String fault = rules.fault(sink);
        // That a channel is not there is said of the sink.
        if (fault != null && !wiring.lacksChannel(sink)) {
          findings.error(source, "confirmedBy", fault);
        }
      }
    }
  }

  private static final class Configured implements ConfirmationRules.Wiring<Part> {
    private final Agent agent;
    private final Part source;

    Configured(Agent agent, Part source) {
      this.agent = agent;
      this.source = source;
    }

    /** Whether it is a window sink of the agent whose channel is not. */
    boolean lacksChannel(String sink) {
      return windowSinks().contains(sink) && channelOf(sink) == null;
    }

    @Override
    public List<String> windowSinks() {
      List<String> names = new ArrayList<>();
      for (Part sink : WiringCheck.listed(agent, Kind.SINK)) {
        if (OurTypes.WINDOW_SINK.equals(sink.get("type"))) {
          names.add(sink.name());
        }
      }
      return names;
    }

    @Override
    public @Nullable Part channelOf(String windowSink) {
      @Nullable Part sink = agent.part(Kind.SINK, windowSink);
      return sink == null ? null : agent.part(Kind.CHANNEL, sink.get("channel"));
    }

    @Override
    public List<Part> requiredChannels() {
      List<String> optional = Agent.words(source.get("selector.optional"));
      List<Part> required = new ArrayList<>();
      for (String name : Agent.words(source.get("channels"))) {
        @Nullable Part channel = agent.part(Kind.CHANNEL, name);
        if (channel != null && !optional.contains(name)) {
          required.add(channel);
        }
      }
      return required;
    }

    @Override
    public String name(Part channel) {
      return channel.name();
    }

    @Override
    public String type(Part channel) {
      return channel.get("type", "none");
    }

    @Override
    public boolean isMemory(Part channel) {
      return Confirmed.isMemory(channel);
    }

    @Override
    public List<String> takers(Part channel) {
      return Confirmed.takers(agent, channel.name());
    }
  }
}
