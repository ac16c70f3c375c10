/**
 * Maps with shortest paths.
 *
 * <p>A {@link org.newtonlosses.data.maps.PathSet} comes from .npy files ({@link
 * org.newtonlosses.data.maps.WarcraftMaps}, fetched by {@link
 * org.newtonlosses.data.maps.WarcraftDownload}) or is drawn ({@link
 * org.newtonlosses.data.maps.TerrainMaps}).
 */
package org.newtonlosses.data.maps;
