package org.newtonlosses.data;

/**
 * A data set in three parts, with no example in two of them.
 *
 * @param train what the network learns from
 * @param validation what decides which model is kept
 * @param test what the reported numbers come from
 * @param provenance where they come from
 * @param <S> what each part is
 */
public record Splits<S>(S train, S validation, S test, DataProvenance provenance) {}
