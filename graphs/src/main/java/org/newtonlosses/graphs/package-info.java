/**
 * Relaxed algorithms and Newton losses as static TensorFlow graphs.
 *
 * <p>The packages follow the mathematics: {@code sort} holds relaxed sorting and its losses, {@code
 * path} shortest paths and theirs, {@code smooth} stochastic smoothing of any algorithm, {@code
 * newton} the second-order expansion of a loss and what a Newton loss makes of it, {@code autodiff}
 * the derivatives of graphs, {@code net} the networks, {@code model} variables, optimiser and
 * SavedModels; {@code parameter} checks what they are given, {@code op} has operations that
 * TensorFlow's Java interface lacks.
 */
package org.newtonlosses.graphs;
