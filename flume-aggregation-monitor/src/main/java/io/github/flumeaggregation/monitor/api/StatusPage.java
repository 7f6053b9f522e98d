package io.github.flumeaggregation.monitor.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.live.LiveAlert;
import io.github.flumeaggregation.core.live.LiveFacts;
import io.github.flumeaggregation.core.live.LiveFile;
import io.github.flumeaggregation.core.live.LiveUnparsed;
import io.github.flumeaggregation.core.runtime.StartReport;
import io.github.flumeaggregation.monitor.metrics.Component;
import io.github.flumeaggregation.monitor.metrics.Look;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;

/** The agent as a whole: its components with their numbers, files, alerts, unparsed lines. */
public final class StatusPage {
  public static final String PATH = "/api/v1/status";
  public static final String CONTENT_TYPE = JsonPage.CONTENT_TYPE;

  /** Writes down one component's facts of one kind. */
  private interface Writer<T> {
    void write(String component, T fact) throws IOException;
  }

  private final JsonPage json = new JsonPage();
  private final Look look;
  private final long nowMillis;

  private StatusPage(Look look, long nowMillis) {
    this.look = look;
    this.nowMillis = nowMillis;
  }

  /**
   * Writes down what was seen.
   *
   * @param nowMillis the wall clock, since the epoch
   */
  public static byte[] write(Look look, long nowMillis) {
    StatusPage page = new StatusPage(look, nowMillis);
    return page.json.of(page::writeAll);
  }

  private void writeAll() throws IOException {
    json.name("agent").object(this::writeAgent);
    json.name("components").array(this::writeComponents);
    write("files", LiveFacts.FILES, this::writeFile);
    write("alerts", LiveFacts.ALERTS, this::writeAlert);
    write("unparsed", LiveFacts.UNPARSED, this::writeUnparsed);
  }

  private void writeAgent() throws IOException {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    json.field("version", StartReport.version());
    json.field("startMillis", ManagementFactory.getRuntimeMXBean().getStartTime());
    json.field("nowMillis", nowMillis);
    json.field("heapUsedBytes", heap.getUsed());
    json.field("heapMaxBytes", heap.getMax());
    json.field("lateComponents", look.late());
    json.field("notReady", look.notReady());
  }

  private void writeComponents() throws IOException {
    for (Component component : look.components()) {
      json.object(
          () -> {
            json.field("type", component.type());
            json.field("name", component.name());
            json.name("numbers").object(() -> writeNumbers(component));
          });
    }
  }

  private void writeNumbers(Component component) throws IOException {
    for (Map.Entry<String, Number> number : component.numbers().entrySet()) {
      json.name(number.getKey()).value(number.getValue());
    }
  }

  private <T> void write(String name, LiveFacts<T> kind, Writer<T> writer) throws IOException {
    int[] leftOut = {0};
    json.name(name)
        .array(
            () -> {
              for (Map.Entry<String, LiveFacts.Shown<T>> of : kind.all().entrySet()) {
                leftOut[0] += of.getValue().leftOut();
                for (T fact : of.getValue().facts()) {
                  json.object(() -> writer.write(of.getKey(), fact));
                }
              }
            });
    json.field(name + "LeftOut", leftOut[0]);
  }

  private void writeFile(String source, LiveFile file) throws IOException {
    json.field("source", source);
    json.field("path", file.path());
    json.field("sizeBytes", file.sizeBytes());
    json.field("behindBytes", file.behindBytes());
    json.field("state", file.state());
  }

  private void writeAlert(String sink, LiveAlert alert) throws IOException {
    json.field("sink", sink);
    json.field("name", alert.name());
    json.field("group", alert.group());
    json.field("startsAtMillis", alert.startsAtMillis());
    String notification = alert.notification();
    JsonObject said =
        notification == null
            ? new JsonObject()
            : JsonPage.array(notification).get(0).getAsJsonObject();
    json.field("labels", part(said, "labels"));
    json.field("annotations", part(said, "annotations"));
  }

  private static JsonElement part(JsonObject said, String name) {
    return said.has(name) ? said.get(name) : new JsonObject();
  }

  private void writeUnparsed(String sink, LiveUnparsed unparsed) throws IOException {
    json.field("sink", sink);
    json.field("atMillis", unparsed.atMillis());
    json.field("shape", unparsed.shape());
  }
}
