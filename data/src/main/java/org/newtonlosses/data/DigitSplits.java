package org.newtonlosses.data;

/**
 * Digits for training, validation (choosing the best model) and test, with no image in two of them.
 *
 * @param train what the network learns from
 * @param validation what decides which model is kept
 * @param test what the reported numbers come from
 * @param provenance where the digits come from
 */
public record DigitSplits(
    DigitSet train, DigitSet validation, DigitSet test, DataProvenance provenance) {}
