/**
 * Rows that leave as files, each in exactly one. Rests on the state's outbox and log, which say
 * which files have been begun.
 *
 * <p>Read first {@link io.github.flumeaggregation.window.files.FileDelivery}: the steps by which a
 * run of rows becomes files. {@link io.github.flumeaggregation.window.files.FileStore} is what it
 * asks of a file system.
 */
package io.github.flumeaggregation.window.files;
