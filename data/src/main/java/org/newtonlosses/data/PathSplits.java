package org.newtonlosses.data;

/**
 * Maps for training, validation and test.
 *
 * @param train learnt from
 * @param validation decides which model is the best
 * @param test gives the reported numbers
 * @param provenance where they come from
 */
public record PathSplits(
    PathSet train, PathSet validation, PathSet test, DataProvenance provenance) {}
