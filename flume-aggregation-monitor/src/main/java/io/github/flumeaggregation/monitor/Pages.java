package io.github.flumeaggregation.monitor;

import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.monitor.api.StatusPage;
import io.github.flumeaggregation.monitor.api.WindowsPage;
import io.github.flumeaggregation.monitor.http.Request;
import io.github.flumeaggregation.monitor.http.Response;
import io.github.flumeaggregation.monitor.metrics.ComponentReader;
import io.github.flumeaggregation.monitor.metrics.Look;
import io.github.flumeaggregation.monitor.metrics.MetricsPage;
import java.util.List;
import java.util.function.Function;

/** Which page is where. */
final class Pages implements Function<Request, Response> {
  private final ComponentReader components;
  private final MetricsPage metrics;
  private final PageFiles files = new PageFiles();

  Pages(ComponentReader components, MetricsPage metrics) {
    this.components = components;
    this.metrics = metrics;
  }

  @Override
  public Response apply(Request request) {
    switch (request.path()) {
      case "/metrics":
        return metrics(request);
      case StatusPage.PATH:
        return Response.ok(
            StatusPage.CONTENT_TYPE,
            StatusPage.write(components.look(), System.currentTimeMillis()));
      case WindowsPage.PATH:
        return windows(request);
      case "/-/healthy":
        return Response.ok("healthy");
      case "/-/ready":
        return ready();
      default:
        Response file = files.find(request.path());
        return file == null
            ? Response.notFound("there is no such page; docs/monitoring.md names those there are")
            : file;
    }
  }

  private static Response windows(Request request) {
    String after = request.parameter("after");
    if (after != null && !after.matches("[0-9]{1,18}")) {
      return Response.badRequest("after is a number that an earlier answer gave as through");
    }
    long seen = after == null ? 0 : Long.parseLong(after);
    return Response.ok(WindowsPage.CONTENT_TYPE, WindowsPage.write(LiveWindows.changedAfter(seen)));
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
