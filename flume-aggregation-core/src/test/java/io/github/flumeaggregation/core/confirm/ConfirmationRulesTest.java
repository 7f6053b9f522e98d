package io.github.flumeaggregation.core.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfirmationRulesTest {
  /** Channels are their names, and memory channels begin with an m. */
  private record Agent(Map<String, String> sinks, List<String> required, List<String> others)
      implements ConfirmationRules.Wiring<String> {
    @Override
    public List<String> windowSinks() {
      return sinks.keySet().stream().sorted().toList();
    }

    @Override
    public String channelOf(String windowSink) {
      String channel = sinks.getOrDefault(windowSink, "");
      return channel.isEmpty() ? null : channel;
    }

    @Override
    public List<String> requiredChannels() {
      return required;
    }

    @Override
    public String name(String channel) {
      return channel;
    }

    @Override
    public String type(String channel) {
      return isMemory(channel) ? "memory" : "file";
    }

    @Override
    public boolean isMemory(String channel) {
      return channel.startsWith("m");
    }

    @Override
    public List<String> takers(String channel) {
      List<String> takers = new ArrayList<>(others);
      windowSinks().stream().filter(s -> channel.equals(channelOf(s))).forEach(takers::add);
      return takers;
    }
  }

  private static String fault(Agent agent, String sink) {
    return new ConfirmationRules<>(agent).fault(sink);
  }

  @Test
  void sinkAloneBehindARequiredMemoryChannel_mayConfirm() {
    Agent agent = new Agent(Map.of("w", "m1", "v", "m2"), List.of("m1", "m2"), List.of());

    assertThat(fault(agent, "w")).isNull();
    assertThat(fault(agent, "v")).isNull();
  }

  @Test
  void unknownName_isToldWithTheNearestAndAll() {
    Agent agent = new Agent(Map.of("windows", "m1", "v", "m2"), List.of("m1"), List.of());

    assertThat(fault(agent, "windws"))
        .isEqualTo(
            "this agent has no window sink 'windws' (did you mean 'windows'?); allowed are names of"
                + " its window sinks: v, windows");
    assertThat(fault(new Agent(Map.of(), List.of("m1"), List.of()), "w"))
        .endsWith("names of its window sinks, of which it has none");
  }

  @Test
  void sinkBehindAnotherChannel_isTold() {
    Agent agent = new Agent(Map.of("w", "m1", "v", ""), List.of("m2", "m3"), List.of());

    assertThat(fault(agent, "w"))
        .startsWith(
            "sink 'w' takes from channel 'm1'; allowed are sinks behind a channel that this")
        .contains("must fill, no optional one: m2, m3. Where there is none");
    assertThat(fault(agent, "v")).startsWith("sink 'v' takes from no channel; allowed");
  }

  @Test
  void fileChannel_isTold() {
    Agent agent = new Agent(Map.of("w", "f1"), List.of("f1"), List.of());

    assertThat(fault(agent, "w"))
        .startsWith("channel 'f1' is of type file; allowed is memory")
        .endsWith("A file channel needs no confirmedBy: take one of the two out");
  }

  @Test
  void otherTakers_areTold() {
    Agent agent = new Agent(Map.of("w", "m1"), List.of("m1"), List.of("x", "y"));

    assertThat(fault(agent, "w"))
        .isEqualTo(
            "sink 'x' and sink 'y' takes from channel 'm1' as well; allowed is a channel that sink"
                + " 'w' alone takes from. Give each its own");
  }
}
