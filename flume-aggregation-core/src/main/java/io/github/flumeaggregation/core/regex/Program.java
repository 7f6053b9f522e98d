package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A regular expression as instructions of a nondeterministic machine (Thompson's construction, put
 * together from the end, so that each part knows what follows it).
 */
final class Program {
  /** What an instruction does. */
  enum Op {
    /** Ends with success. */
    MATCH,
    /** Takes a character of {@link #set}, then goes on. */
    TAKE,
    /** Goes on at {@link #next}, or else at {@link #other}. */
    FORK,
    /** Keeps the place in slot {@link #slot}, then goes on. */
    KEEP,
    /** Goes on if {@link #assertion} holds. */
    CHECK
  }

  /** Larger programs are refused. */
  private static final int MAX_SIZE = 5_000;

  private final String pattern;
  private final int start;
  private int size;
  private Op[] ops = new Op[16];
  private CharSet[] sets = new CharSet[16];
  private Assertion[] assertions = new Assertion[16];
  private int[] slots = new int[16];
  private int[] next = new int[16];
  private int[] other = new int[16];

  Program(String pattern, Node root) {
    this.pattern = pattern;
    start = emit(root, add(Op.MATCH, -1));
  }

  int size() {
    return size;
  }

  int start() {
    return start;
  }

  Op op(int pc) {
    return ops[pc];
  }

  int next(int pc) {
    return next[pc];
  }

  int other(int pc) {
    return other[pc];
  }

  CharSet set(int pc) {
    return sets[pc];
  }

  Assertion assertion(int pc) {
    return assertions[pc];
  }

  int slot(int pc) {
    return slots[pc];
  }

  /** Whether a match can begin nowhere but at the start of the text. */
  boolean isAnchored() {
    int pc = start;
    while (op(pc) == Op.KEEP) {
      pc = next(pc);
    }
    return op(pc) == Op.CHECK && assertion(pc) == Assertion.BEGIN;
  }

  private int add(Op op, int following) {
    if (size == MAX_SIZE) {
      throw new RegexException(pattern, 0, "too large, mostly because of nested repetitions");
    }
    if (size == next.length) {
      ops = Arrays.copyOf(ops, 2 * size);
      sets = Arrays.copyOf(sets, 2 * size);
      assertions = Arrays.copyOf(assertions, 2 * size);
      slots = Arrays.copyOf(slots, 2 * size);
      next = Arrays.copyOf(next, 2 * size);
      other = Arrays.copyOf(other, 2 * size);
    }
    ops[size] = op;
    next[size] = following;
    other[size] = -1;
    return size++;
  }

  /** Emits {@code node}, after which the program goes on at {@code after}; answers its entry. */
  private int emit(Node node, int after) {
    switch (node.kind) {
      case SET:
        int take = add(Op.TAKE, after);
        sets[take] = Objects.requireNonNull(node.set);
        return take;
      case ASSERTION:
        int check = add(Op.CHECK, after);
        assertions[check] = Objects.requireNonNull(node.assertion);
        return check;
      case GROUP:
        int close = addKeep(2 * node.group + 1, after);
        return addKeep(2 * node.group, emit(node.parts.get(0), close));
      case CHOICE:
        return emitChoice(node, after);
      case REPEAT:
        return emitRepeat(node, after);
      default:
        int entry = after;
        for (int i = node.parts.size() - 1; i >= 0; i--) {
          entry = emit(node.parts.get(i), entry);
        }
        return entry;
    }
  }

  private int addKeep(int slot, int after) {
    int keep = add(Op.KEEP, after);
    slots[keep] = slot;
    return keep;
  }

  private int emitChoice(Node node, int after) {
    int last = node.parts.size() - 1;
    int entry = emit(node.parts.get(last), after);
    for (int i = last - 1; i >= 0; i--) {
      int first = emit(node.parts.get(i), after);
      entry = fork(first, entry);
    }
    return entry;
  }

  private int emitRepeat(Node node, int after) {
    Node part = node.parts.get(0);
    int entry = after;
    if (node.max == Node.UNLIMITED) {
      int loop = fork(-1, -1);
      int body = emit(part, loop);
      next[loop] = node.greedy ? body : after;
      other[loop] = node.greedy ? after : body;
      entry = loop;
    }
    for (int i = node.min; i < node.max; i++) {
      int body = emit(part, entry);
      entry = node.greedy ? fork(body, after) : fork(after, body);
    }
    for (int i = 0; i < node.min; i++) {
      entry = emit(part, entry);
    }
    return entry;
  }

  private int fork(int preferred, int fallback) {
    int pc = add(Op.FORK, preferred);
    other[pc] = fallback;
    return pc;
  }

  /** The characters with which a match from {@code pc} on can begin; null if it may take none. */
  @Nullable
  CharSet first(int pc) {
    CharSet first = new CharSet();
    boolean[] seen = new boolean[size()];
    return collectFirst(pc, seen, first) ? first.freeze() : null;
  }

  private boolean collectFirst(int from, boolean[] seen, CharSet first) {
    List<Integer> pending = new ArrayList<>();
    pending.add(from);
    while (!pending.isEmpty()) {
      int pc = pending.remove(pending.size() - 1);
      if (seen[pc]) {
        continue;
      }
      seen[pc] = true;
      switch (op(pc)) {
        case TAKE:
          first.add(set(pc));
          break;
        case FORK:
          pending.add(next(pc));
          pending.add(other(pc));
          break;
        case KEEP:
          pending.add(next(pc));
          break;
        default:
          return false;
      }
    }
    return true;
  }
}
