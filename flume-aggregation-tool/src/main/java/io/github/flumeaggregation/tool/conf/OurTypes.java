package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.interceptor.AggregationInterceptor;
import io.github.flumeaggregation.tail.TailSource;
import io.github.flumeaggregation.window.AlertmanagerSink;
import io.github.flumeaggregation.window.WindowResultSource;
import io.github.flumeaggregation.window.WindowSink;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The names by which a configuration calls what this distribution has. */
public final class OurTypes {
  public static final String WINDOW_SINK = WindowSink.class.getName();
  public static final String TAIL_SOURCE = TailSource.class.getName();
  public static final String RESULT_SOURCE = WindowResultSource.class.getName();
  public static final String INTERCEPTOR = AggregationInterceptor.Builder.class.getName();

  private OurTypes() {}

  /** Those of a kind. */
  public static List<String> of(Kind kind) {
    switch (kind) {
      case SOURCE:
        return Arrays.asList(TAIL_SOURCE, RESULT_SOURCE);
      case SINK:
        return Arrays.asList(WINDOW_SINK, AlertmanagerSink.class.getName());
      default:
        return Collections.emptyList();
    }
  }
}
