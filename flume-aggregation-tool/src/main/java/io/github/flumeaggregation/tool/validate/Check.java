package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.tool.conf.Agent;

/** One thing that can be known of an agent without starting it. */
interface Check {
  /** Notes what is wrong with the agent. */
  void check(Agent agent, Findings findings);
}
