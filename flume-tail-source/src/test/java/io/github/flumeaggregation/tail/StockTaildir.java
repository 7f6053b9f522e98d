package io.github.flumeaggregation.tail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.EventDeliveryException;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.source.taildir.TaildirSource;

/** The stock source, polled by hand over the {@code *.log} files of a directory. */
final class StockTaildir implements AutoCloseable {
  final List<String> bodies = new ArrayList<>();
  Runnable afterBatch = () -> {};
  private final Path directory;
  private TaildirSource source;

  StockTaildir(Path directory) {
    this.directory = directory;
  }

  StockTaildir start() {
    Context context = new Context();
    context.put("filegroups", "f");
    context.put("filegroups.f", directory + "/.*[.]log.*");
    context.put("positionFile", directory + "/state/taildir.json");
    source = new TaildirSource();
    source.setName("stock");
    source.setChannelProcessor(
        new ChannelProcessor(new ReplicatingChannelSelector()) {
          @Override
          public void processEventBatch(List<Event> events) {
            for (Event event : events) {
              bodies.add(new String(event.getBody(), StandardCharsets.ISO_8859_1));
            }
            afterBatch.run();
          }
        });
    source.configure(context);
    source.start();
    return this;
  }

  StockTaildir poll(int times) throws EventDeliveryException {
    for (int i = 0; i < times; i++) {
      source.process();
    }
    return this;
  }

  @Override
  public void close() {
    source.stop();
  }
}
