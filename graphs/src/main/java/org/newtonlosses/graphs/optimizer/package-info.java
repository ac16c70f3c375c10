/**
 * First-order optimisers on resource variables, the same bits for the same seed.
 *
 * <p>The optimisers of tensorflow-framework are not used. They look for variables of another kind
 * (VariableV2): {@code minimize} finds none of {@link org.newtonlosses.graphs.variable.Variables}
 * and trains nothing, without a word. The saver that resource variables need leaves theirs out. And
 * its Adam does not order the update of βᵗ after its use, so that its results differ from run to
 * run.
 */
package org.newtonlosses.graphs.optimizer;
