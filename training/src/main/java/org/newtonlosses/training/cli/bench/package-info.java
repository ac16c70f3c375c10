/** {@code newton bench}: how long steps of training take. */
package org.newtonlosses.training.cli.bench;
