/**
 * The keys of a component: how they are read, and how everything that is wrong with them is said at
 * once.
 *
 * <p>Rests on nothing. Read {@link io.github.flumeaggregation.core.config.Settings} first. Every
 * key that a part reads has to be documented and tested, which {@code ConfigurationKeysTest} checks
 * over all modules.
 */
package io.github.flumeaggregation.core.config;
