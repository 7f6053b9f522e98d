package io.github.flumeaggregation.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flume.Channel;
import org.apache.flume.Context;
import org.apache.flume.Sink;
import org.apache.flume.Source;
import org.apache.flume.Transaction;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.conf.Configurables;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.instrumentation.SinkCounter;
import org.apache.flume.instrumentation.SourceCounter;
import org.apache.flume.interceptor.Interceptor;
import org.apache.flume.interceptor.InterceptorBuilderFactory;
import org.apache.flume.lifecycle.LifecycleAware;

/** One component of each kind, as an agent has them, in this process. */
public final class RealComponents implements AutoCloseable {
  private static final String PACKAGE = "io.github.flumeaggregation.";

  private final MemoryChannel channel = new MemoryChannel();
  private final Sink windows = create(Sink.class, "window.WindowSink");
  private final Sink alertmanager = create(Sink.class, "window.AlertmanagerSink");
  private final Source tail = create(Source.class, "tail.TailSource");
  private final SourceCounter stockSource = new SourceCounter("stock-source");
  private final SinkCounter stockSink = new SinkCounter("stock-sink");
  private Interceptor interceptor;

  private static <T> T create(Class<T> type, String name) {
    try {
      return type.cast(Class.forName(PACKAGE + name).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts them with their files below a folder. */
  public RealComponents(Path dir) throws Exception {
    channel.setName("lines");
    configure(channel, Map.of("keep-alive", "0"));
    startWindows(dir);
    alertmanager.setName("alerts");
    alertmanager.setChannel(channel);
    configure(alertmanager, Map.of("urls", "http://127.0.0.1:1"));
    startTail(dir);
    startInterceptor();
    List.of((LifecycleAware) channel, windows, tail).forEach(LifecycleAware::start);
    alertmanager.start();
    stockSource.start();
    stockSink.start();
  }

  private void startWindows(Path dir) {
    windows.setName("windows");
    windows.setChannel(channel);
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "n");
    settings.put("format", "common");
    settings.put("idleTimeout", "0ms");
    settings.put("maxOutOfOrder", "0ms");
    settings.put("stateDir", dir.resolve("state").toString());
    settings.put("aggregations", "traffic");
    settings.put("aggregations.traffic.window", "tumbling 1m");
    settings.put("aggregations.traffic.groupBy", "user, method");
    settings.put("aggregations.traffic.compute", "count, avg(bytes), first(path)");
    settings.put("alerts", "busy");
    settings.put("alerts.busy.on", "traffic");
    settings.put("alerts.busy.when", "count >= 0");
    settings.put("alerts.busy.samples", "1");
    settings.put("alerts.busy.maxAge", "off");
    configure(windows, settings);
  }

  private void startTail(Path dir) throws Exception {
    ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
    selector.setChannels(List.of((Channel) channel));
    tail.setName("log");
    tail.setChannelProcessor(new ChannelProcessor(selector));
    Files.createDirectories(dir.resolve("logs"));
    configure(
        tail,
        Map.of("paths", dir.resolve("logs") + "/*.log", "positionFile", dir + "/positions.json"));
  }

  private void startInterceptor() throws Exception {
    Interceptor.Builder builder =
        InterceptorBuilderFactory.newInstance(
            PACKAGE + "interceptor.AggregationInterceptor$Builder");
    builder.configure(
        new Context(
            Map.of(
                "name", "live",
                "format", "common",
                "aggregations", "by",
                "aggregations.by.groupBy", "user",
                "aggregations.by.compute", "count, sum(bytes)")));
    interceptor = builder.build();
    interceptor.initialize();
  }

  private static void configure(Object component, Map<String, String> settings) {
    Configurables.configure(component, new Context(settings));
  }

  /** Lets lines pass the interceptor and the window sink, to their end. */
  public void take(String... lines) throws Exception {
    for (String line : lines) {
      interceptor.intercept(EventBuilder.withBody(line, UTF_8));
      Transaction put = channel.getTransaction();
      put.begin();
      channel.put(EventBuilder.withBody(line, UTF_8));
      put.commit();
      put.close();
    }
    windows.process();
  }

  /** A line of the common log format. */
  public static String line(String user, String time, String request, int bytes) {
    return "10.0.0.1 - %s [17/May/2015:%s +0000] \"%s\" 200 %d"
        .formatted(user, time, request, bytes);
  }

  @Override
  public void close() {
    tail.stop();
    windows.stop();
    alertmanager.stop();
    interceptor.close();
    channel.stop();
    stockSource.stop();
    stockSink.stop();
  }
}
