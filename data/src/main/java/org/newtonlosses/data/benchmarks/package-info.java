/**
 * Benchmarks of path planning as maps to learn from: those of Moving AI, {@link
 * org.newtonlosses.data.benchmarks.MovingAi}, and of neural-astar, {@link
 * org.newtonlosses.data.benchmarks.NeuralAstar}.
 */
package org.newtonlosses.data.benchmarks;
