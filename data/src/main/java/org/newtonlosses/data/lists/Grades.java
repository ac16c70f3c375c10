package org.newtonlosses.data.lists;

import java.io.IOException;
import java.nio.file.Path;

/** Grades as text: whole numbers 0 … 31, as LightGBM and XGBoost take them. */
final class Grades {
  private Grades() {}

  static int parse(Path file, long line, String text) throws IOException {
    // Tables often have 2.0 for 2.
    float grade = FiniteNumber.parse(text.strip());
    if (grade >= 0 && grade <= RankedLists.MAX_GRADE && grade == Math.rint(grade)) {
      return (int) grade;
    }
    throw RowError.at(
        file,
        line,
        "grade %s, whole numbers 0 … %s are allowed",
        RowError.quote(text),
        RankedLists.MAX_GRADE);
  }
}
