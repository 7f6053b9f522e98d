package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;

/** What has happened, in words. */
final class Story {
  private final List<String> told = new ArrayList<>();

  void tell(String what) {
    told.add(what);
  }

  @Override
  public String toString() {
    return "  " + String.join("\n  ", told);
  }
}
