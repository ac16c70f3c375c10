/** Shortest-path supervision: maps of terrain, of which only the cheapest path is known. */
package org.newtonlosses.training.task.paths;
