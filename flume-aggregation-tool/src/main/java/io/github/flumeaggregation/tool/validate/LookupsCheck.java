package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A <code>${..}</code> that stands for nothing stays as it is, and turns up as a part of a path.
 */
final class LookupsCheck implements Check {
  private static final Pattern LOOKUP = Pattern.compile("\\$\\{[^${}]*\\}");

  @Override
  public void check(Agent agent, Findings findings) {
    for (ConfEntry entry : agent.entries()) {
      Matcher lookup = LOOKUP.matcher(entry.value());
      if (lookup.find()) {
        findings.error(
            entry.line(),
            entry.key()
                + " = '"
                + entry.value()
                + "': "
                + lookup.group()
                + " stands for nothing here, and this Flume leaves it as it is. Set what it names,"
                + " as the agent's start does");
      }
    }
  }
}
