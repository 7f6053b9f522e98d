package io.github.flumeaggregation.simulation;

/** The last books of the sink are those of all that was taken. */
final class BooksAreRight implements Law {
  @Override
  public void inTheEnd(World world) {
    String said = world.consumer.sinkBooks();
    String expected = world.ledger.booksText();
    if (!said.equals(expected) && !expected.startsWith("0 ")) {
      throw new AssertionError("the last books say " + said + ", not " + expected);
    }
  }
}
