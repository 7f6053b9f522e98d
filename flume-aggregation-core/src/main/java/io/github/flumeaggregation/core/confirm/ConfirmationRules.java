package io.github.flumeaggregation.core.confirm;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which window sinks can confirm the positions of a source: those that alone empty a memory channel
 * that the source must fill. One code for an agent that starts and for a configuration that is
 * checked, so that the two never say different things.
 *
 * @param <C> what stands for a channel
 */
public final class ConfirmationRules<C> {
  /** How the parts of an agent are connected. */
  public interface Wiring<C> {
    /** The names of the agent's window sinks. */
    List<String> windowSinks();

    /** The channel that one of them takes from; null if there is none. */
    @Nullable
    C channelOf(String windowSink);

    /** The channels that the source must fill, which optional ones are not. */
    List<C> requiredChannels();

    String name(C channel);

    /** What the channel is, for people. */
    String type(C channel);

    /** Whether it gives events in the order in which they were put. */
    boolean isMemory(C channel);

    /** The names of all known sinks that take from it. */
    List<String> takers(C channel);
  }

  private final Wiring<C> wiring;

  public ConfirmationRules(Wiring<C> wiring) {
    this.wiring = wiring;
  }

  /** Why the sink of that name cannot confirm, and the remedy; null if it can. */
  public @Nullable String fault(String sink) {
    List<String> known = wiring.windowSinks();
    if (!known.contains(sink)) {
      return "this agent has no window sink '"
          + sink
          + "'"
          + Suggestion.didYouMean(sink, known)
          + "; allowed are names of its window sinks"
          + (known.isEmpty() ? ", of which it has none" : ": " + String.join(", ", known));
    }
    C channel = wiring.channelOf(sink);
    if (channel == null || !wiring.requiredChannels().contains(channel)) {
      return elsewhere(sink, channel);
    }
    if (!wiring.isMemory(channel)) {
      return text(channel)
          + " is of type "
          + wiring.type(channel)
          + "; allowed is memory, from which events come in the order in which they were put. A"
          + " file channel needs no confirmedBy: take one of the two out";
    }
    return shared(sink, channel);
  }

  private String elsewhere(String sink, @Nullable C channel) {
    String allowed =
        wiring.requiredChannels().stream().map(wiring::name).collect(Collectors.joining(", "));
    return "sink '"
        + sink
        + "' takes from "
        + (channel == null ? "no channel" : text(channel))
        + "; allowed are sinks behind a channel that this source itself must fill, no optional one"
        + (allowed.isEmpty() ? "" : ": " + allowed)
        + ". Where there is none, as before an Avro hop, use a file channel and no confirmedBy";
  }

  private @Nullable String shared(String sink, C channel) {
    List<String> others = new ArrayList<>(wiring.takers(channel));
    others.remove(sink);
    return others.isEmpty()
        ? null
        : "sink '"
            + String.join("' and sink '", others)
            + "' takes from "
            + text(channel)
            + " as well; allowed is a channel that sink '"
            + sink
            + "' alone takes from. Give each its own";
  }

  private String text(C channel) {
    return "channel '" + wiring.name(channel) + "'";
  }
}
