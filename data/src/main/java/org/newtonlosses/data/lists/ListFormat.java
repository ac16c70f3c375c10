package org.newtonlosses.data.lists;

/** How {@link RankedListsWriter} writes lists. */
public enum ListFormat {
  /** svmlight rows with a qid. */
  LETOR,
  /** svmlight rows, and a file of group sizes beside them. */
  QUERY,
  /** Comma-separated values with a header. */
  CSV
}
