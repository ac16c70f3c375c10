/** How long the parts of a training step take. */
package org.newtonlosses.training.bench;
