package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.Fingerprint;
import io.github.flumeaggregation.tail.file.GzipHandle;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which incarnation a gzip file is, once it is complete: mostly one that was read as plain
 * text before it was compressed.
 *
 * <p>To be compared it has to be decompressed once. What it was found to be is remembered with its
 * size and its trailer, so that it is not decompressed again.
 */
final class GzipIdentification {
  private static final Logger LOG = LoggerFactory.getLogger(GzipIdentification.class);

  private final Positions positions;
  private final Identification identification;
  private final Kinship kinship;

  GzipIdentification(Positions positions, Identification identification, Kinship kinship) {
    this.positions = positions;
    this.identification = identification;
    this.kinship = kinship;
  }

  Arrival identify(TailedFile file, GzipHandle gzip) throws IOException {
    Incarnation known = positions.find(file.key());
    boolean steady =
        file.appearance().isStillCompressedTo(gzip.compressedSize()) || gzip.isMeasuring();
    if (known != null && isUnchanged(known, gzip)) {
      gzip.measured(known.contentSize());
      return identification.goesOn(file, known);
    }
    if (!steady || file.appearance().isIncomplete() || isSureToWait(file)) {
      return Arrival.WAITING;
    }
    try {
      return measure(file, gzip, known);
    } catch (EOFException e) {
      file.appearance().incomplete();
      LOG.info("{} is compressed and not complete yet; it is read once it is", file.path());
      return Arrival.WAITING;
    }
  }

  private static boolean isUnchanged(Incarnation known, GzipHandle gzip) throws IOException {
    return known.isCompressedAs(gzip) && known.evidence().head().matches(gzip);
  }

  /** Whether the one that it cannot be told from is still being read. */
  private static boolean isSureToWait(TailedFile file) {
    Incarnation one = file.appearance().waitsFor();
    TailedFile holder = one == null ? null : one.holder();
    return one != null && (one.isPending() || (holder != null && !holder.isAtEnd()));
  }

  private Arrival measure(TailedFile file, GzipHandle gzip, @Nullable Incarnation known)
      throws IOException {
    List<Fingerprint> blocks = new ArrayList<>();
    if (!gzip.isMeasuring()) {
      for (Incarnation one : kinship.candidates(gzip)) {
        blocks.addAll(one.evidence().blocks());
        TailedFile holder = one.holder();
        Fingerprint rest = holder == null ? null : Kinship.rest(holder);
        if (rest != null) {
          blocks.add(rest);
        }
      }
    }
    switch (gzip.measure(blocks)) {
      case GOING_ON:
        return Arrival.WORKING;
      case INCOMPLETE:
        return Arrival.WAITING;
      default:
        return complete(file, gzip, known);
    }
  }

  private Arrival complete(TailedFile file, GzipHandle gzip, @Nullable Incarnation known)
      throws IOException {
    Content content = gzip.content();
    if (known != null && known.isPending()) {
      return Arrival.WAITING;
    }
    Kinship.Answer answer = kinship.of(file, content, kinship.candidates(gzip));
    if (known != null && !known.hasEnded() && answer.candidate != known) {
      identification.lost(file, known);
    }
    if (content.size() == 0) {
      return Arrival.WAITING;
    }
    Arrival arrival = identification.decide(file, known, content, answer);
    if (arrival == Arrival.IDENTIFIED) {
      Incarnation identified = Objects.requireNonNull(file.incarnation());
      identified.compressed(gzip.compressedSize(), gzip.size(), gzip.trailer());
      positions.force();
    }
    return arrival;
  }
}
