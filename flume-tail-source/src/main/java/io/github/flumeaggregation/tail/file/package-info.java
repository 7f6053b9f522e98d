/**
 * One file as the system shows it: its key and times, its bytes, plain or decompressed, and hashes
 * of stretches of them; and files that only their owner may read.
 *
 * <p>Rests on nothing but Java. Read {@link io.github.flumeaggregation.tail.file.FileHandle} first,
 * then {@link io.github.flumeaggregation.tail.file.Fingerprint}.
 */
package io.github.flumeaggregation.tail.file;
