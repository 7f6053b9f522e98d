package io.github.flumeaggregation.simulation;

/**
 * The memory of the sink's process: at an allocation that the world chooses it is used up, and
 * stays so for some more. {@link CountingLoader} has the product ask here before it allocates.
 *
 * <p>Static, since code that is rewritten has no world to ask: one life at a time. Only the thread
 * that lives is counted, so that the same seed is the same life.
 */
public final class Memory {
  private static final long ENOUGH = Long.MAX_VALUE;

  private static long left = ENOUGH;
  private static int failing;
  private static int ends;
  private static Thread counted;
  private static int classesBeginning;

  private Memory() {}

  /** After so many allocations of the sink's, that many fail. */
  static void endAfter(long allocations, int times) {
    left = allocations;
    failing = times;
  }

  /** There is enough from now on. */
  static void suffice() {
    left = ENOUGH;
  }

  /** The sink runs from here on, until {@link #pause}. */
  static void count() {
    counted = Thread.currentThread();
  }

  /** The world runs again. */
  static void pause() {
    counted = null;
  }

  /** How often it was used up since the last call. */
  static int takeEnds() {
    int taken = ends;
    ends = 0;
    return taken;
  }

  /** Before each allocation. */
  public static void allocate() {
    if (counted == Thread.currentThread() && classesBeginning == 0 && --left < 0) {
      end();
    }
  }

  private static void end() {
    ends++;
    if (--failing <= 0) {
      suffice();
    }
    throw new OutOfMemoryError("of the simulation");
  }

  /** A class begins: what that needs must not depend on which life comes first. */
  public static void beginClass() {
    classesBeginning++;
  }

  /** The class has begun. */
  public static void endClass() {
    classesBeginning--;
  }
}
