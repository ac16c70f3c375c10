/**
 * What there is by name: tasks, and the variants of everything that a recipe chooses. Jars on the
 * class path add theirs through {@link org.newtonlosses.training.registry.Extension}.
 */
package org.newtonlosses.training.registry;
