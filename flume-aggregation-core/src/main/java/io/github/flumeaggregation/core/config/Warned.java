package io.github.flumeaggregation.core.config;

import java.util.List;

/**
 * A component that Flume makes and configures, and that then may have something to say of its
 * configuration. It says so in the agent's log; whoever only checks a configuration asks here.
 */
public interface Warned {
  /**
   * What is allowed but probably not meant, as {@link Settings#warnings()} has it; empty before it
   * is configured.
   */
  List<String> warnings();
}
