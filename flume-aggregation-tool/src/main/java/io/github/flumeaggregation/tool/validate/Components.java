package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.config.Warned;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flume.Context;
import org.apache.flume.FlumeException;
import org.apache.flume.channel.DefaultChannelFactory;
import org.apache.flume.conf.Configurables;
import org.apache.flume.conf.channel.ChannelType;
import org.apache.flume.conf.sink.SinkType;
import org.apache.flume.conf.source.SourceType;
import org.apache.flume.sink.DefaultSinkFactory;
import org.apache.flume.source.DefaultSourceFactory;

/**
 * Makes each listed source, channel and sink as Flume makes it, and lets it read its keys, so that
 * what is said here is what it would say at a start. Nothing is started.
 *
 * <p>Parts of others than Flume and us are made, but not configured: what that does is not known.
 */
final class Components implements Check {
  private static final String OURS = "io.github.flumeaggregation.";
  private static final String FLUMES = "org.apache.flume.";

  /** Creates its database when it reads its keys. */
  private static final String JDBC_CHANNEL = "org.apache.flume.channel.jdbc.JdbcChannel";

  /** Whether libraries that are missing here may be there where the agent runs. */
  private final boolean elsewhere;

  private final Map<Part, Object> configured = new LinkedHashMap<>();

  Components(boolean elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** What has been made of a part; null if it could not be, or was not configured. */
  @Nullable
  Object of(@Nullable Part part) {
    return configured.get(part);
  }

  @Override
  public void check(Agent agent, Findings findings) {
    for (Kind kind : new Kind[] {Kind.CHANNEL, Kind.SOURCE, Kind.SINK}) {
      for (String name : new TreeSet<>(agent.listed(kind))) {
        @Nullable Part part = agent.part(kind, name);
        if (part != null && !part.settings().isEmpty()) {
          check(part, findings);
        }
      }
    }
  }

  private void check(Part part, Findings findings) {
    @Nullable String type = part.get("type");
    if (type == null || type.isEmpty()) {
      findings.drop(part);
      findings.error(part, "type", "is required: an alias of Flume's or the name of a class");
      return;
    }
    @Nullable Object made = make(part, type, findings);
    if (made == null) {
      findings.drop(part);
      return;
    }
    String className = made.getClass().getName();
    boolean isSafe = className.startsWith(OURS) || className.startsWith(FLUMES);
    if (isSafe && !className.equals(JDBC_CHANNEL)) {
      boolean isSound = configure(part, made, findings);
      isSound &= new Interceptors(findings).areSound(part);
      if (isSound) {
        configured.put(part, made);
      } else {
        findings.drop(part);
      }
    }
  }

  private static @Nullable Object make(Part part, String type, Findings findings) {
    try {
      switch (part.kind()) {
        case SOURCE:
          return new DefaultSourceFactory().create(part.name(), type);
        case CHANNEL:
          return new DefaultChannelFactory().create(part.name(), type);
        default:
          return new DefaultSinkFactory().create(part.name(), type);
      }
    } catch (FlumeException | LinkageError | ClassCastException e) {
      findings.error(part, "type", whyNotMade(part, type, e));
      return null;
    }
  }

  private static String whyNotMade(Part part, String type, Throwable failure) {
    if (failure instanceof LinkageError) {
      return "needs the class " + failure.getMessage() + ", which this agent does not find";
    }
    Set<String> known = new TreeSet<>(OurTypes.of(part.kind()));
    known.addAll(aliases(part.kind()));
    return "this agent finds no such "
        + part.kind().word()
        + Suggestion.didYouMean(type, known)
        + (type.indexOf('.') >= 0
            ? ". Put the plugin that has the class into plugins.d, or correct its name"
            : ". Allowed is the name of a class, or one of "
                + String.join(", ", aliases(part.kind())));
  }

  private static Set<String> aliases(Kind kind) {
    Enum<?>[] types =
        kind == Kind.SOURCE
            ? SourceType.values()
            : kind == Kind.CHANNEL ? ChannelType.values() : SinkType.values();
    Set<String> aliases = new TreeSet<>();
    for (Enum<?> type : types) {
      if (!type.name().equals("OTHER")) {
        aliases.add(type.name().toLowerCase(Locale.ROOT));
      }
    }
    return aliases;
  }

  private boolean configure(Part part, Object made, Findings findings) {
    try {
      Configurables.configure(made, new Context(part.settings()));
      advise(part, "", made, findings);
    } catch (RuntimeException | LinkageError e) {
      if (!(elsewhere && isMissing(e))) {
        explain(part, "", e, findings);
        return false;
      }
    }
    return true;
  }

  private static boolean isMissing(Throwable failure) {
    return failure instanceof LinkageError || failure.getCause() instanceof ClassNotFoundException;
  }

  /** Notes what something of ours has to say of its keys, which begin with {@code group}. */
  static void advise(Part part, String group, Object made, Findings findings) {
    if (made instanceof Warned) {
      for (String warning : ((Warned) made).warnings()) {
        String text = warning.substring(warning.indexOf(": ") + 2); // without who says it
        findings.advice(part.line(group + text.split("[ :]", 2)[0]), part.fullKey(group) + text);
      }
    }
  }

  /**
   * Notes why something could not be configured: if it is ours, fault by fault, each at its key.
   *
   * @param group the part's keys that it read begin so
   */
  static void explain(Part part, String group, Throwable failure, Findings findings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingsException) {
        for (String fault : ((SettingsException) cause).faults()) {
          String key = group + fault.split("[ :]", 2)[0];
          findings.error(part.line(key), part.fullKey(group) + fault);
        }
        return;
      }
    }
    String message =
        failure instanceof LinkageError
            ? "needs the class " + failure.getMessage() + ", which this agent does not find"
            : failure.getMessage() == null ? failure.toString() : failure.getMessage();
    findings.error(part.line("type"), part.fullKey("*") + ": " + part.title() + ": " + message);
  }
}
