package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;

/** Which forks of a program are simple loops, and their numbers. */
final class CaptureLoops {
  private final int[] numbers;
  private final boolean[] loop;
  private final boolean[] possessive;
  private int forks;

  CaptureLoops(Program program) {
    numbers = new int[program.size()];
    loop = new boolean[program.size()];
    possessive = new boolean[program.size()];
    for (int pc = 0; pc < program.size(); pc++) {
      if (program.op(pc) == Program.Op.FORK) {
        numbers[pc] = forks++;
        classify(program, pc);
      }
    }
  }

  private void classify(Program program, int pc) {
    int body = program.next(pc);
    loop[pc] = program.op(body) == Program.Op.TAKE && program.next(body) == pc;
    if (loop[pc]) {
      @Nullable CharSet following = program.first(program.other(pc));
      possessive[pc] = following != null && following.isDisjoint(program.set(body));
    }
  }

  int forks() {
    return forks;
  }

  /** The number of the fork at {@code pc}, from 0 on. */
  int number(int pc) {
    return numbers[pc];
  }

  /** Whether the fork rather repeats one set of characters than going on. */
  boolean isLoop(int pc) {
    return loop[pc];
  }

  /** Whether such a loop need never give back what it took. */
  boolean isPossessive(int pc) {
    return possessive[pc];
  }
}
