package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flume.channel.MemoryChannel;

/** Which window sinks confirm the positions of which tail sources. */
public final class Confirmed {
  private static final List<String> MEMORY =
      Arrays.asList("memory", MemoryChannel.class.getName().toLowerCase(Locale.ROOT));

  private Confirmed() {}

  /** The sinks that the source names; none for other sources. */
  public static List<String> sinksOf(Part source) {
    return OurTypes.TAIL_SOURCE.equals(source.get("type"))
        ? Agent.words(source.get("confirmedBy"))
        : Agent.words(null);
  }

  /** Whether the channel is first in, first out, and keeps nothing when the agent is killed. */
  public static boolean isMemory(Part channel) {
    return MEMORY.contains(channel.get("type", "").toLowerCase(Locale.ROOT));
  }

  /** Whether whatever is in the channel is read again after a kill, as nobody has confirmed it. */
  public static boolean isReadAgain(Agent agent, Part channel) {
    boolean any = false;
    for (Part source : agent.parts(Kind.SOURCE)) {
      if (Agent.words(source.get("channels")).contains(channel.name())) {
        any = true;
        if (!isConfirmed(agent, source, channel.name())) {
          return false;
        }
      }
    }
    return any;
  }

  private static boolean isConfirmed(Agent agent, Part source, String channel) {
    for (String name : sinksOf(source)) {
      @Nullable Part sink = agent.part(Kind.SINK, name);
      if (sink != null && channel.equals(sink.get("channel"))) {
        return true;
      }
    }
    return false;
  }

  /** The sinks that take from a channel. */
  public static List<String> takers(Agent agent, String channel) {
    List<String> takers = new ArrayList<>();
    for (String name : agent.listed(Kind.SINK)) {
      @Nullable Part sink = agent.part(Kind.SINK, name);
      if (sink != null && channel.equals(sink.get("channel"))) {
        takers.add(name);
      }
    }
    return takers;
  }
}
