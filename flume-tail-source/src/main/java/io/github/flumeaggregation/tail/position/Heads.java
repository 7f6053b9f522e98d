package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the incarnations that begin as some content does, among any number of others.
 *
 * <p>Cost: hashing the first kilobyte of the content, and a look-up for each length that a known
 * head has: mostly one.
 */
final class Heads {
  private final Map<Long, List<Incarnation>> byHash = new HashMap<>();

  /** How many have a head of that length. */
  private final int[] lengths = new int[Fingerprint.HEAD_BYTES + 1];

  /** Takes it up; it is the last of those with its head, even if it was there before. */
  void add(Incarnation one) {
    remove(one);
    byHash.computeIfAbsent(one.evidence().head().hash(), hash -> new ArrayList<>(1)).add(one);
    lengths[one.evidence().head().length()]++;
    one.listedIn(this);
  }

  void remove(Incarnation one) {
    List<Incarnation> same = byHash.get(one.evidence().head().hash());
    if (same != null && same.remove(one)) {
      lengths[one.evidence().head().length()]--;
      one.listedIn(null);
      if (same.isEmpty()) {
        byHash.remove(one.evidence().head().hash());
      }
    }
  }

  /** Those whose head the content begins with: first those whose files are there. */
  List<Incarnation> beginningLike(byte[] content, int length) {
    long[] hashes = Fingerprint.prefixHashes(content, length);
    List<Incarnation> there = new ArrayList<>();
    List<Incarnation> ended = new ArrayList<>();
    for (int bytes = 0; bytes <= length; bytes++) {
      if (lengths[bytes] > 0) {
        for (Incarnation one : byHash.getOrDefault(hashes[bytes], new ArrayList<>())) {
          if (one.evidence().head().length() == bytes) {
            (one.hasEnded() ? ended : there).add(one);
          }
        }
      }
    }
    there.addAll(ended);
    return there;
  }
}
