package io.github.flumeaggregation.simulation;

import java.util.Map;
import java.util.TreeSet;

/** What is finally said of each window is what a recomputation from all lines says. */
final class RowsAreRight implements Law {
  @Override
  public void inTheEnd(World world) {
    Map<String, String> said = world.consumer.finallySaid();
    Map<String, String> expected = world.setup.expected(world.ledger);
    TreeSet<String> windows = new TreeSet<>(said.keySet());
    windows.addAll(expected.keySet());
    for (String window : windows) {
      String is = said.get(window);
      String should = expected.get(window);
      if (should == null || !should.equals(is)) {
        throw new AssertionError(window + " says\n" + is + "\nand should say\n" + should);
      }
    }
  }
}
