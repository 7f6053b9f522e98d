package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flume.Context;
import org.apache.flume.interceptor.Interceptor;
import org.apache.flume.interceptor.InterceptorBuilderFactory;
import org.apache.flume.interceptor.InterceptorType;

/** The interceptors of a source: one that is wrong takes the whole source with it. */
final class Interceptors {
  private static final String GROUP = "interceptors.";

  private final Findings findings;

  Interceptors(Findings findings) {
    this.findings = findings;
  }

  /** Notes what is wrong with the interceptors of a part; true if nothing is. */
  boolean areSound(Part part) {
    if (part.kind() != Kind.SOURCE) {
      return true;
    }
    List<String> listed = Agent.words(part.get("interceptors"));
    boolean isSound = true;
    for (String name : listed) {
      isSound &= isSound(part, name);
    }
    Set<String> unlisted = new TreeSet<>();
    for (String key : part.settings("interceptors").keySet()) {
      unlisted.add(key.split("[.]", 2)[0]);
    }
    unlisted.removeAll(listed);
    for (String name : unlisted) {
      findings.error(
          part.line(GROUP + name + ".type"),
          part.fullKey(GROUP + name + ".*")
              + ": the interceptor '"
              + name
              + "' is not listed in "
              + part.fullKey("interceptors")
              + ", so Flume ignores it; list it, or take its keys out"
              + Suggestion.didYouMean(name, listed));
    }
    return isSound;
  }

  private boolean isSound(Part part, String name) {
    String group = GROUP + name + '.';
    Map<String, String> settings = part.settings(GROUP + name);
    String type = settings.getOrDefault("type", "").trim();
    if (type.isEmpty()) {
      findings.error(
          part.line("interceptors"),
          part.fullKey(group + "type")
              + " is required: an alias of Flume's or the name of a class, such as "
              + OurTypes.INTERCEPTOR);
      return false;
    }
    try {
      Interceptor.Builder builder = InterceptorBuilderFactory.newInstance(type);
      if (builder.getClass().getName().equals(OurTypes.INTERCEPTOR)) {
        builder.configure(new Context(settings));
        Components.advise(part, group, builder, findings);
      }
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      findings.error(part, group + "type", "this agent finds no such interceptor" + meant(type));
    } catch (ReflectiveOperationException | ClassCastException e) {
      findings.error(
          part, group + "type", "allowed is the Builder of an interceptor" + meant(type));
    } catch (RuntimeException e) {
      Components.explain(part, group, e, findings);
    }
    return false;
  }

  private static String meant(String type) {
    if (OurTypes.INTERCEPTOR.startsWith(type)) {
      return ": name its builder, " + OurTypes.INTERCEPTOR;
    }
    List<String> known = new ArrayList<>();
    known.add(OurTypes.INTERCEPTOR);
    for (InterceptorType alias : InterceptorType.values()) {
      known.add(alias.name().toLowerCase(Locale.ROOT));
    }
    return Suggestion.didYouMean(type, known);
  }
}
