package io.github.flumeaggregation.simulation;

import java.util.List;

/**
 * All that must hold. A feature adds its laws here. Some hold at each step of their own accord:
 * that what is committed is never taken back ({@link Ledger#found}), that one id has one body
 * ({@link Consumer}), that files appear whole and once ({@link RowFiles}), that the state after a
 * restart is the one before and that nothing is refused on a sound disk ({@link SimulatedSink}).
 */
final class Laws {
  static final List<Law> ALL =
      List.of(
          new LinesCountOnce(),
          new WindowsCloseInTime(),
          new RowsAreRight(),
          new AlertsAreRight(),
          new BooksAreRight(),
          new InterceptorsAreRight(),
          new FilesAreRead(),
          new FilesHoldRowsOnce(),
          new RowsAreDelivered(),
          new DiskIsTidy());

  private Laws() {}
}
