/**
 * Relaxed algorithms and Newton losses as static TensorFlow graphs.
 *
 * <p>The packages follow the mathematics: {@code sort} holds relaxed sorting and its losses, {@code
 * path} shortest paths and theirs, {@code smooth} stochastic smoothing of any algorithm, {@code
 * newton} the second-order expansion of a loss and what a Newton loss makes of it, {@code autodiff}
 * the derivatives of graphs, {@code variable} the variables, {@code net} the networks, {@code
 * optimizer} how they follow gradients, {@code model} SavedModels. {@code parameter} and {@code op}
 * are internal: checks of what the others are given, and operations that TensorFlow's Java
 * interface lacks.
 */
package org.newtonlosses.graphs;
