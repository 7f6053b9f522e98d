package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.confirm.SentMarkers;
import java.util.ArrayList;
import java.util.List;
import org.apache.flume.Event;

/** A batch, taken apart into data and the markers of tail sources among it. */
final class MarkedBatch {
  private final List<Event> data;
  private final List<String> markers = new ArrayList<>();

  MarkedBatch(List<Event> batch) {
    List<Event> others = null;
    for (int i = 0; i < batch.size(); i++) {
      Event event = batch.get(i);
      String marker = SentMarkers.of(event.getHeaders(), event.getBody());
      if (marker != null) {
        markers.add(marker);
        others = others == null ? new ArrayList<>(batch.subList(0, i)) : others;
      } else if (others != null) {
        others.add(event);
      }
    }
    data = others == null ? batch : others;
  }

  /** What is to be counted, in its order. */
  List<Event> data() {
    return data;
  }

  boolean hasMarkers() {
    return !markers.isEmpty();
  }

  /** The data is counted durably, and so is all that was taken before: tells the sources. */
  void confirm(String sink) {
    markers.forEach(marker -> SentMarkers.confirm(sink, marker));
  }
}
