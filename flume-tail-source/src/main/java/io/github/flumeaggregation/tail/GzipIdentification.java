package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which incarnation a gzip file is, once it is complete: mostly one that was read as plain
 * text before it was compressed.
 */
final class GzipIdentification {
  private static final Logger LOG = LoggerFactory.getLogger(GzipIdentification.class);

  private final Positions positions;
  private final Identification identification;

  GzipIdentification(Positions positions, Identification identification) {
    this.positions = positions;
    this.identification = identification;
  }

  Arrival identify(TailedFile file, GzipHandle gzip) throws IOException {
    Incarnation known = positions.find(file.key());
    boolean settled = gzip.isMeasuring() || gzip.compressedSize() == file.compressedSize;
    file.compressedSize = gzip.compressedSize();
    if (known != null && isUnchanged(known, gzip)) {
      gzip.measured(known.contentSize());
      return identification.goesOn(file, known);
    }
    if (!settled || file.compressedSize == file.incompleteSize) {
      return Arrival.WAITING;
    }
    try {
      return measure(file, gzip, known);
    } catch (EOFException e) {
      file.incompleteSize = file.compressedSize;
      LOG.info("{} is compressed and not complete yet; it is read once it is", file.path());
      return Arrival.WAITING;
    }
  }

  private static boolean isUnchanged(Incarnation known, GzipHandle gzip) throws IOException {
    return known.compressedSize() == gzip.compressedSize() && known.head().matches(gzip);
  }

  private Arrival measure(TailedFile file, GzipHandle gzip, @Nullable Incarnation known)
      throws IOException {
    List<Incarnation> candidates = candidates(gzip);
    for (Incarnation one : candidates) {
      if (!one.key().equals(file.key()) && (one.isAtWork() || isThere(one))) {
        return Arrival.WAITING;
      }
    }
    switch (gzip.measure(checks(candidates))) {
      case GOING_ON:
        return Arrival.WORKING;
      case INCOMPLETE:
        return Arrival.WAITING;
      default:
        return complete(file, gzip, known, original(candidates, known, gzip));
    }
  }

  private Arrival complete(
      TailedFile file, GzipHandle gzip, @Nullable Incarnation known, @Nullable Incarnation original)
      throws IOException {
    if (original == null) {
      identification.forget(file, known);
      if (!Identification.mayBegin(file, known)) {
        return Arrival.STRANGER;
      }
      if (gzip.size() == 0) {
        return Arrival.WAITING;
      }
      identification.begin(file, gzip);
    } else {
      identification.goesOn(file, original);
    }
    Incarnation identified = Objects.requireNonNull(file.incarnation());
    identified.compressed(gzip.compressedSize(), gzip.size());
    return Arrival.IDENTIFIED;
  }

  /** Those that begin like the content. */
  private List<Incarnation> candidates(GzipHandle gzip) throws IOException {
    byte[] head = new byte[Incarnation.HEAD_BYTES];
    int length = gzip.read(0, head, 0, head.length);
    return positions.all().stream()
        .filter(one -> one.head().length() <= length && one.head().matches(head, 0))
        .collect(Collectors.toList());
  }

  /** Whether the file is at its place still: the compressor removes it when it is ready. */
  private static boolean isThere(Incarnation one) throws IOException {
    FileStat stat = one.hasEnded() ? null : FileStat.of(one.path());
    return stat != null && stat.key().equals(one.key());
  }

  private static List<Fingerprint> checks(List<Incarnation> candidates) {
    List<Fingerprint> checks = new ArrayList<>();
    for (Incarnation one : candidates) {
      Fingerprint check = one.check();
      if (check != null) {
        checks.add(check);
      }
    }
    return checks;
  }

  /** The one of which most was delivered; only if there is enough to tell it by. */
  private static @Nullable Incarnation original(
      List<Incarnation> candidates, @Nullable Incarnation known, GzipHandle gzip) {
    Incarnation best = null;
    for (Incarnation one : candidates) {
      Fingerprint check = one.check();
      int evidence = one.head().length() + (check == null ? 0 : check.length());
      boolean fits = check == null ? one.offset() == 0 : gzip.matched().contains(check);
      boolean enough =
          one == known || evidence >= Originals.EVIDENCE_BYTES || one.offset() == gzip.size();
      if (fits && enough && one.offset() <= gzip.size()) {
        best = best == null || best.offset() < one.offset() ? one : best;
      }
    }
    return best;
  }
}
