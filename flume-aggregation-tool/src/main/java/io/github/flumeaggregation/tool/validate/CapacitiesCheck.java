package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import org.apache.flume.conf.BatchSizeSupported;
import org.apache.flume.conf.TransactionCapacitySupported;

/** A batch fits into a transaction of its channel; Flume removes a source or sink otherwise. */
final class CapacitiesCheck implements Check {
  private final Components components;

  CapacitiesCheck(Components components) {
    this.components = components;
  }

  @Override
  public void check(Agent agent, Findings findings) {
    for (Part source : WiringCheck.listed(agent, Kind.SOURCE)) {
      check(agent, source, "channels", findings);
    }
    for (Part sink : WiringCheck.listed(agent, Kind.SINK)) {
      check(agent, sink, "channel", findings);
    }
  }

  private void check(Agent agent, Part part, String key, Findings findings) {
    @Nullable Object made = components.of(part);
    if (!(made instanceof BatchSizeSupported)) {
      return;
    }
    long batchSize = ((BatchSizeSupported) made).getBatchSize();
    for (String name : Agent.words(part.get(key))) {
      @Nullable Part channel = agent.part(Kind.CHANNEL, name);
      @Nullable Object of = components.of(channel);
      long capacity =
          of instanceof TransactionCapacitySupported
              ? ((TransactionCapacitySupported) of).getTransactionCapacity()
              : Long.MAX_VALUE;
      if (channel != null && batchSize > capacity) {
        findings.drop(part);
        findings.error(
            part.line(batchKey(part)),
            part.title()
                + ": its batches of "
                + batchSize
                + " events do not fit into a transaction of "
                + channel.title()
                + "; set "
                + channel.fullKey("transactionCapacity")
                + " (now "
                + capacity
                + ") to "
                + batchSize
                + " or more, or the batch size to "
                + capacity
                + " or less");
      }
    }
  }

  /** Stock parts call it in several ways. */
  private static String batchKey(Part part) {
    for (String key : part.settings().keySet()) {
      if (key.matches("(.*[.])?([a-z]+B|b)atch-?[Ss]ize")) {
        return key;
      }
    }
    return "type";
  }
}
