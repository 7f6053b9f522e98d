package io.github.flumeaggregation.tool.explain;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.ArrayList;
import java.util.List;

/** The way of lines and rows through an agent: a tree from each source on. */
final class AgentText {
  private final Agent agent;
  private final List<String> lines = new ArrayList<>();

  /** Describes an agent. */
  AgentText(Agent agent) {
    this.agent = agent;
    lines.add("Agent " + agent.name());
    for (Part source : agent.parts(Kind.SOURCE)) {
      if (!OurTypes.RESULT_SOURCE.equals(source.get("type"))) {
        addSource(source, "  ");
      }
    }
    for (Part sink : agent.parts(Kind.SINK)) {
      if (OurTypes.WINDOW_SINK.equals(sink.get("type"))) {
        lines.add("");
        lines.addAll(new SinkText(sink).lines());
      }
    }
  }

  private void addSource(Part source, String indent) {
    lines.add(indent + title(source) + ": " + Guarantee.of(agent, source));
    for (String name : Agent.words(source.get("interceptors"))) {
      lines.add(indent + "  through interceptor " + name);
    }
    for (String name : Agent.words(source.get("channels"))) {
      @Nullable Part channel = agent.part(Kind.CHANNEL, name);
      if (channel == null) {
        lines.add(indent + "  -> channel " + name + ", which is not configured");
      } else {
        addChannel(channel, indent + "  ");
      }
    }
  }

  private void addChannel(Part channel, String indent) {
    lines.add(indent + "-> " + title(channel) + ": " + Guarantee.of(agent, channel));
    for (Part sink : agent.parts(Kind.SINK)) {
      if (channel.name().equals(sink.get("channel"))) {
        addSink(sink, indent + "  ");
      }
    }
  }

  private void addSink(Part sink, String indent) {
    lines.add(indent + "-> " + title(sink) + ": " + Guarantee.of(agent, sink));
    if (!OurTypes.WINDOW_SINK.equals(sink.get("type"))) {
      return;
    }
    for (Part source : agent.parts(Kind.SOURCE)) {
      if (OurTypes.RESULT_SOURCE.equals(source.get("type"))
          && sink.name().equals(source.get("sink"))) {
        addSource(source, indent + "  ");
      }
    }
  }

  private static String title(Part part) {
    String type = part.get("type", "(no type)");
    return part.kind().word()
        + ' '
        + part.name()
        + " ("
        + type.substring(type.lastIndexOf('.') + 1)
        + ')';
  }

  /** What there is to be read. */
  List<String> lines() {
    return lines;
  }
}
