package io.github.flumeaggregation.tool.explain;

import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Confirmed;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.Locale;

/** What is certain of lines and rows in a part of an agent; docs/guarantees.md says why. */
final class Guarantee {
  private Guarantee() {}

  /** One sentence. */
  static String of(Agent agent, Part part) {
    if (part.kind() == Kind.CHANNEL) {
      return Confirmed.isMemory(part) ? ofMemory(agent, part) : ofOtherChannel(part);
    }
    return part.kind() == Kind.SOURCE ? ofSource(part) : ofSink(part);
  }

  private static String ofMemory(Agent agent, Part channel) {
    return Confirmed.isReadAgain(agent, channel)
        ? "what is in it when the agent is killed is read again, under the same positions"
        : "what is in it is lost when the agent is killed";
  }

  private static String ofOtherChannel(Part channel) {
    switch (channel.get("type", "").toLowerCase(Locale.ROOT)) {
      case "file":
        return "keeps what is in it when the agent is killed; may deliver it again";
      case "spillablememory":
        return "what is in its memory is lost when the agent is killed";
      default:
        return "keeps what its own documentation says";
    }
  }

  private static String ofSource(Part source) {
    String type = source.get("type", "");
    if (!Confirmed.sinksOf(source).isEmpty()) {
      return "no line is lost before it is counted by "
          + String.join(" and ", Confirmed.sinksOf(source))
          + "; one that comes again has the same position";
    }
    if (type.equals(OurTypes.TAIL_SOURCE)) {
      return "no line is lost on the way to the channel; one that comes again has the same position";
    }
    if (type.equals(OurTypes.RESULT_SOURCE)) {
      return "a row stays in the state until its channels have it; may come again, with the same id";
    }
    return type.endsWith(".KafkaSource")
        ? "a message that comes again has the same position"
        : "lines have no positions, so one that comes again counts again";
  }

  private static String ofSink(Part sink) {
    if (!sink.get("type", "").equals(OurTypes.WINDOW_SINK)) {
      return "may deliver a row again, with the same id: keep the highest revision";
    }
    String counts = "counts each position once, whenever the agent is killed";
    String path = sink.get("files.path", "");
    return path.isEmpty() ? counts : counts + "; each row is in exactly one file in " + path;
  }
}
