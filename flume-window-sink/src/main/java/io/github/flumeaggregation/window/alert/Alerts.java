package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.live.LiveAlert;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.ArrayList;
import java.util.List;

/**
 * The alerts of a sink. A part of the state machine that {@code WindowEngine} is: what its methods
 * do depends on what has been done before, and on their arguments, alone.
 */
public final class Alerts {
  private final List<RuleAlerts> rules = new ArrayList<>();
  private final AlertOutput output = new AlertOutput();

  public Alerts(String node, String sinkName, List<AlertRule> configured) {
    AlertWriter writer = new AlertWriter(node, sinkName, output);
    for (AlertRule rule : configured) {
      rules.add(new RuleAlerts(rule, writer, output));
    }
  }

  public List<RuleAlerts> rules() {
    return rules;
  }

  /** Sets the wall clock of what is done next. */
  public void setNow(long wallMillis) {
    output.nowMillis = wallMillis;
  }

  /** The notifications since the last call, in order. */
  public List<OutboxRow> takeRows() {
    List<OutboxRow> taken = output.rows;
    output.rows = new ArrayList<>();
    return taken;
  }

  /** Judges a window that has been closed, or emitted again. */
  public void closed(ClosedWindow window) {
    for (RuleAlerts rule : rules) {
      RowAlerts rows = rule.rows();
      if (rows != null && rule.rule().aggregation == window.aggregation()) {
        rows.closed(window);
      }
    }
  }

  /** Notes that no more windows of an aggregation are to be closed for now. */
  public void caughtUp(Aggregation aggregation) {
    for (RuleAlerts rule : rules) {
      RowAlerts rows = rule.rows();
      if (rows != null && rule.rule().aggregation == aggregation) {
        rows.caughtUp();
      }
    }
  }

  /** Notes that windows that end at or before {@code horizon} change no more. */
  public void makeFinal(Aggregation aggregation, long horizon) {
    for (RuleAlerts rule : rules) {
      RowAlerts rows = rule.rows();
      if (rows != null && rule.rule().aggregation == aggregation) {
        rows.makeFinal(horizon);
      }
    }
  }

  /** Whether {@link #arrived} is to be called for this aggregation. */
  public boolean watchForData(Aggregation aggregation) {
    for (RuleAlerts rule : rules) {
      if (rule.silences() != null && rule.rule().aggregation == aggregation) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is any watch for missing data. */
  public boolean watchForData() {
    for (RuleAlerts rule : rules) {
      if (rule.silences() != null) {
        return true;
      }
    }
    return false;
  }

  /** Notes that lines of these groups have come into an aggregation. */
  public void arrived(Aggregation aggregation, Iterable<List<String>> groups, SinkBooks books) {
    for (RuleAlerts rule : rules) {
      SilenceAlerts silences = rule.silences();
      if (silences != null && rule.rule().aggregation == aggregation) {
        silences.arrived(groups, books);
      }
    }
  }

  /** Lets all silences begin anew: so far nobody has looked. */
  public void restartSilences(SinkBooks books) {
    for (RuleAlerts rule : rules) {
      SilenceAlerts silences = rule.silences();
      if (silences != null) {
        silences.restart(books);
      }
    }
  }

  /**
   * Whether {@link #tick} would do anything.
   *
   * @param mayRepeat whether there is room to say again what has been said
   */
  public boolean isDue(boolean mayRepeat) {
    for (RuleAlerts rule : rules) {
      if (rule.isDue(mayRepeat)) {
        return true;
      }
    }
    return false;
  }

  /** Sends what is due because time has passed. */
  public void tick(boolean mayRepeat, Finding ofSource, SinkBooks books) {
    for (RuleAlerts rule : rules) {
      rule.tick(mayRepeat, ofSource, books);
    }
  }

  /** Number of alerts that fire. */
  public int firing() {
    return rules.stream().mapToInt(RuleAlerts::firing).sum();
  }

  /** Those that fire, as they are shown to people; no more than {@code most}. */
  public List<LiveAlert> firingNow(int most) {
    List<LiveAlert> firing = new ArrayList<>();
    rules.forEach(rule -> rule.addFiring(firing, most));
    return firing;
  }

  /** How often a group should have been watched and there were too many. */
  public long dropped() {
    return rules.stream().mapToLong(RuleAlerts::dropped).sum();
  }

  public void encode(ByteWriter out) {
    for (RuleAlerts rule : rules) {
      rule.encode(out);
    }
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  public void decode(ByteReader in) {
    for (RuleAlerts rule : rules) {
      rule.decode(in);
    }
  }
}
