package org.newtonlosses.training.task.paths;

/**
 * Marked cells of a grid.
 *
 * @param height h, rows of cells
 * @param width w, columns of cells
 * @param cells zeros and ones, [h, w]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record GridCells(int height, int width, byte[] cells) {}
