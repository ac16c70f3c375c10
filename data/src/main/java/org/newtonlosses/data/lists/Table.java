package org.newtonlosses.data.lists;

import java.util.List;

/**
 * What was read of a file.
 *
 * @param lists the rows
 * @param unknown names of the features that were left out
 * @param anyKnown whether a feature was not
 */
record Table(RankedLists lists, List<String> unknown, boolean anyKnown) {}
