/**
 * Digits and what is made of them: ranking examples of four-digit numbers.
 *
 * <p>A {@link org.newtonlosses.data.digits.DigitSet} comes from idx files ({@link
 * org.newtonlosses.data.digits.Mnist}, fetched by {@link
 * org.newtonlosses.data.digits.MnistDownload}) or from strokes ({@link
 * org.newtonlosses.data.digits.SyntheticDigits}); {@link
 * org.newtonlosses.data.digits.MultiDigitSampler} draws the examples.
 */
package org.newtonlosses.data.digits;
