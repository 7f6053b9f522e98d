package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.watch.ProcessHandles;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.concurrent.GuardedBy;

/**
 * One source's share of the files that the process may have open. Some are left to the other parts
 * of the agent (positions are saved and monitoring answers through files and sockets of their own),
 * the rest is divided evenly among its tail sources.
 */
final class HandleShare {
  private static final long LEAST_RESERVE = 32;
  private static final int RESERVED_PART = 8;

  @GuardedBy("SOURCES")
  private static final Set<HandleShare> SOURCES = new HashSet<>();

  private final ProcessHandles process;

  @GuardedBy("SOURCES")
  private int open;

  HandleShare(ProcessHandles process) {
    this.process = process;
  }

  /**
   * Says how many files this source has open, and asks how many it may.
   *
   * @return at least 1
   */
  long most(int openNow) {
    synchronized (SOURCES) {
      open = openNow;
      SOURCES.add(this);
      long ownOpen = 0;
      int sources = 0;
      for (HandleShare one : SOURCES) {
        if (one.process == process) {
          ownOpen += one.open;
          sources++;
        }
      }
      long most = process.most();
      long others = Math.max(0, process.open() - ownOpen);
      long reserve = Math.max(LEAST_RESERVE, most / RESERVED_PART);
      return Math.max(1, (most - others - reserve) / sources);
    }
  }

  /** The source has ended: the others may have its share. */
  void giveBack() {
    synchronized (SOURCES) {
      SOURCES.remove(this);
    }
  }
}
