/** {@code newton predict}: what a trained model makes of files. */
package org.newtonlosses.training.cli.predict;
