package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.engine.Job;
import java.util.Map;

/** Makes what a state is opened with. */
public final class States {
  private States() {}

  /** That of a sink called {@code w} with these settings. */
  public static StateConfig config(Map<String, String> values) {
    return config("w", values);
  }

  /** That of a sink with these settings. */
  public static StateConfig config(String name, Map<String, String> values) {
    return new StateConfig(Job.of(name, values), Settings.of(name, values));
  }

  /** The whole state, as a snapshot has it. */
  public static byte[] bytes(DurableEngine engine) {
    ByteWriter out = new ByteWriter();
    engine.encode(out);
    return out.toBytes();
  }
}
