/** Scores and rankings of a user's own images by a trained model. */
package org.newtonlosses.training.predict;
