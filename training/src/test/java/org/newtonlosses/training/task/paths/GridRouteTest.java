package org.newtonlosses.training.task.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.training.task.paths.GridRoute.Cell;

class GridRouteTest {
  private static final GridMoves FOUR = new GridMoves(4, GridMoves.StepCost.CELL, true);

  @Test
  void cellsRunFromTheStartToTheGoalWhereverTheyAre() {
    byte[] mask = {0, 0, 1, 0, 1, 0, 1, 0, 0};
    GridRoute route = new GridRoute(3, 3, mask, Optional.empty(), new Cell(2, 0), GridMoves.PLAIN);
    assertThat(route.cells()).containsExactly(new Cell(0, 2), new Cell(1, 1), new Cell(2, 0));
    assertThat(route.cost(new float[] {9, 9, 1, 9, 2, 9, 4, 9, 9})).isEqualTo(7);
  }

  @Test
  void overFourNeighboursDiagonalOnesAreFar() {
    // Over 8 neighbours the cell below the start would be cut short.
    byte[] mask = {1, 1, 0, 1, 1, 0, 1, 0, 0};
    mask[3] = 0;
    mask[7] = 1;
    mask[4] = 1;
    GridRoute route = new GridRoute(3, 3, mask, Optional.empty(), new Cell(2, 0), FOUR);
    assertThat(route.cells())
        .containsExactly(
            new Cell(0, 0), new Cell(0, 1), new Cell(1, 1), new Cell(2, 1), new Cell(2, 0));
  }

  @Test
  void aCornerOfStraightStepsAndADiagonalStepAreToldApart() {
    byte[] corner = {1, 1, 0, 0, 1, 0, 0, 0, 1};
    byte[] diagonals = {0, 0, 0, 0, 0, 0, 0, 0, 1};
    GridRoute route =
        new GridRoute(3, 3, corner, Optional.of(diagonals), new Cell(2, 2), GridMoves.OCTILE);
    assertThat(route.cells())
        .containsExactly(new Cell(0, 0), new Cell(0, 1), new Cell(1, 1), new Cell(2, 2));
    float[] costs = {7, 1, 9, 9, 2, 9, 9, 9, 3};
    assertThat(route.cost(costs)).isCloseTo(1 + 2 + 3 * Math.sqrt(2), within(1e-9));
  }

  @Test
  void anEmptyPathHasNoCellsAndCostsNothing() {
    GridRoute none = GridRoute.plain(2, 2, new byte[4]);
    assertThat(none.cells()).isEmpty();
    assertThat(none.cost(new float[4])).isZero();
  }
}
