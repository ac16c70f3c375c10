package org.newtonlosses.graphs.variable;

import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TString;

/**
 * What saves all variables of a graph to a checkpoint, and reads them from one.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Variable<TFloat32> scale =
 *     variables.create("scale", Shape.of(2), new InitialValue.Constant(3));
 * Saver saver = variables.addSaver();
 * variables.initialize(session);
 * TString path = TString.scalarOf(folder.resolve("new/checkpoint").toString());
 * session.runner().feed(saver.path(), path).fetch(saver.saved()).run().close();
 * Files.exists(folder.resolve("new/checkpoint.index")); // → true
 * session.runner().feed(saver.path(), path).fetch(saver.restored()).run().close();
 * scale.value(); // → [3, 3]
 * }</pre>
 *
 * @param path an input: the prefix of the checkpoint's files, a scalar
 * @param saved fetching it writes all variables, and returns the path; folders are made as needed
 * @param restored fetching it reads all variables, and returns the path; a run fails, and changes
 *     nothing, if the checkpoint lacks a variable or has it in another type or shape
 */
public record Saver(Placeholder<TString> path, Operand<TString> saved, Operand<TString> restored) {}
