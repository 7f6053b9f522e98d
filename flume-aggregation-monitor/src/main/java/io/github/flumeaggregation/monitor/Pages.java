package io.github.flumeaggregation.monitor;

import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.monitor.http.Request;
import io.github.flumeaggregation.monitor.http.Response;
import io.github.flumeaggregation.monitor.metrics.ComponentReader;
import io.github.flumeaggregation.monitor.metrics.Look;
import io.github.flumeaggregation.monitor.metrics.MetricsPage;
import java.util.List;
import java.util.function.Function;

/** Which page is where. */
final class Pages implements Function<Request, Response> {
  private static final String INDEX =
      "Flume Aggregation\n\n/metrics   for Prometheus\n/-/healthy the process answers\n"
          + "/-/ready   every part works";

  private final ComponentReader components;
  private final MetricsPage metrics;

  Pages(ComponentReader components, MetricsPage metrics) {
    this.components = components;
    this.metrics = metrics;
  }

  @Override
  public Response apply(Request request) {
    switch (request.path()) {
      case "/":
        return Response.ok(INDEX);
      case "/metrics":
        return metrics(request);
      case "/-/healthy":
        return Response.ok("healthy");
      case "/-/ready":
        return ready();
      default:
        return Response.notFound("there is no such page; / names those that there are");
    }
  }

  private Response metrics(Request request) {
    MetricsPage.Format format = metrics.format(request.header("accept"));
    return Response.ok(
        format.contentType(), metrics.write(format, components.look(), LiveWindows.all()));
  }

  private Response ready() {
    Look look = components.look();
    List<String> faults = look.notReady();
    return faults.isEmpty()
        ? Response.ok("ready")
        : Response.unavailable("not ready: " + String.join("; ", faults));
  }
}
