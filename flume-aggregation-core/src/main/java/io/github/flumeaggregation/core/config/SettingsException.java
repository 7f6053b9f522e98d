package io.github.flumeaggregation.core.config;

import java.util.Collections;
import java.util.List;

/** A component's configuration is wrong; the message lists every fault, one to a line. */
public final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  SettingsException(String owner, List<String> faults) {
    super(describe(owner, faults));
    this.faults = Collections.unmodifiableList(faults);
  }

  private static String describe(String owner, List<String> faults) {
    StringBuilder message = new StringBuilder(owner);
    message.append(" does not start: ").append(faults.size());
    message.append(faults.size() == 1 ? " fault" : " faults").append(" in its configuration");
    for (String fault : faults) {
      message.append("\n  - ").append(fault);
    }
    return message.toString();
  }

  /** Each fault: key, value given, what is allowed. */
  public List<String> faults() {
    return faults;
  }
}
