package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfEntry;
import io.github.flumeaggregation.tool.conf.ConfFile;
import java.util.ArrayList;
import java.util.List;

/** All that can be known of a configuration without starting an agent. */
public final class Validation {
  private final @Nullable String agent;
  private final boolean elsewhere;

  /**
   * @param agent the agent to look at; null for all of a file
   * @param elsewhere whether the agent runs on another machine, so that folders and ports of this
   *     one say nothing
   */
  public Validation(@Nullable String agent, boolean elsewhere) {
    this.agent = agent;
    this.elsewhere = elsewhere;
  }

  /** Looks at a file. Nothing is started, and nothing is written. */
  public Findings of(ConfFile file) {
    Findings findings = new Findings();
    for (ConfEntry entry : file.repeated()) {
      findings.error(
          entry.line(),
          entry.key()
              + " = '"
              + entry.value().trim()
              + "': does not count, since the key stands again in line "
              + file.line(entry.key(), entry.key())
              + "; keep one of the two");
    }
    for (ConfEntry entry : file.entries()) {
      if (entry.key().indexOf('.') <= 0) {
        findings.error(
            entry.line(),
            entry.key()
                + " = '"
                + entry.value()
                + "': does not begin with the name of an agent, as a1.sources does; Flume passes"
                + " over it");
      }
    }
    List<String> names = new ArrayList<>();
    for (Agent candidate : file.agents()) {
      names.add(candidate.name());
      if (agent == null || candidate.name().equals(agent)) {
        check(file, candidate, findings);
      }
    }
    if (names.isEmpty()) {
      findings.error(1, "the file has no key of an agent, such as a1.sources = log");
    } else if (agent != null && !names.contains(agent)) {
      findings.error(
          1,
          "there is no agent '"
              + agent
              + "' in this file"
              + Suggestion.didYouMean(agent, names)
              + "; it has "
              + String.join(", ", names));
    }
    return findings;
  }

  private void check(ConfFile file, Agent candidate, Findings findings) {
    Components components = new Components(elsewhere);
    List<Check> checks = new ArrayList<>();
    checks.add(new ListsCheck());
    checks.add(new LookupsCheck());
    checks.add(components);
    checks.add(new WiringCheck());
    checks.add(new CapacitiesCheck(components));
    checks.add(new SharedFoldersCheck());
    checks.add(new ConfirmedByCheck());
    checks.add(new LossCheck());
    if (!elsewhere) {
      checks.add(new MachineCheck());
    }
    checks.add(new FlumeCheck(file));
    checks.forEach(check -> check.check(candidate, findings));
  }
}
