package io.github.flumeaggregation.monitor.metrics;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.live.LiveWindow;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanAttributeInfo;

/**
 * Makes the page that Prometheus scrapes. No sample carries a time: what is written is what is the
 * case now. Safe for use by several threads.
 */
public final class MetricsPage {
  static final ShownMetric LEFT_OUT =
      new ShownMetric(
          "flume_monitor_series_left_out",
          Kind.COUNTER,
          "series by group that scrapes left out, since there were more than maxSeries; should be 0");

  static final ShownMetric LATE =
      new ShownMetric(
          "flume_monitor_late_components",
          Kind.GAUGE,
          "components that did not answer in half a second, and are shown as they were before");

  private final int maxSeries;
  private final AtomicLong leftOut = new AtomicLong();

  /** One of the two texts that Prometheus reads. */
  public static final class Format {
    static final Format PROMETHEUS = new Format(PrometheusTextFormatWriter.create());
    static final Format OPEN_METRICS = new Format(OpenMetricsTextFormatWriter.create());

    private final ExpositionFormatWriter writer;

    private Format(ExpositionFormatWriter writer) {
      this.writer = writer;
    }

    public String contentType() {
      return writer.getContentType();
    }
  }

  /**
   * A page with a bounded number of series.
   *
   * @param maxSeries how many values by group it has at most; the numbers of components are few
   */
  public MetricsPage(int maxSeries) {
    this.maxSeries = maxSeries;
  }

  /** The format for a client that sends this {@code Accept} header, or none. */
  public Format format(@Nullable String accept) {
    return accept != null && Format.OPEN_METRICS.writer.accepts(accept)
        ? Format.OPEN_METRICS
        : Format.PROMETHEUS;
  }

  /** Writes down what was seen. */
  public byte[] write(Format format, Look look, List<LiveWindow> windows) {
    Families families = new Families();
    SeriesBudget budget = new SeriesBudget(maxSeries);
    WindowValues windowValues = new WindowValues(budget, families);
    windows.forEach(windowValues::add);
    InterceptorValues interceptorValues = new InterceptorValues(budget, families);
    for (Component component : look.components) {
      addComponent(component, families, interceptorValues);
    }
    ProcessValues.addTo(families);
    families.add(LATE, Labels.EMPTY, look.late);
    families.add(LEFT_OUT, Labels.EMPTY, (double) leftOut.addAndGet(budget.leftOut()));
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      format.writer.write(page, families.snapshots());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toByteArray();
  }

  private static void addComponent(
      Component component, Families families, InterceptorValues values) {
    boolean isInterceptor = component.type.equals("interceptor");
    Labels labels = Labels.of(AttributeNames.snake(component.type), component.name);
    for (Map.Entry<MBeanAttributeInfo, Object> value : component.values().entrySet()) {
      Number number = Component.number(value.getValue());
      String name = value.getKey().getName();
      if (number != null && isInterceptor && InterceptorValues.isValue(name)) {
        values.add(component.name, name, number.doubleValue());
      } else if (number != null) {
        addNumber(component, value.getKey(), labels, number.doubleValue(), families);
      }
    }
  }

  private static void addNumber(
      Component component,
      MBeanAttributeInfo attribute,
      Labels labels,
      double number,
      Families families) {
    ShownMetric shown = AttributeNames.of(component.type, component.className, attribute);
    // A sink that has not opened its state yet does not know its totals: 0 would be a fall.
    boolean isUnknownTotal =
        shown != null && shown.kind == Kind.COUNTER && number == 0 && component.isIdleByFault();
    if (shown != null && !isUnknownTotal) {
      families.add(shown, labels, number);
    }
  }
}
