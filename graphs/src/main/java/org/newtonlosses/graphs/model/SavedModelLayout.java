package org.newtonlosses.graphs.model;

import org.tensorflow.Signature;

/**
 * The one home of names in exported SavedModels: files, signatures, and what all of them share.
 *
 * <pre>{@code
 * SavedModelLayout.TRAIN_STEP; // → train_step
 * SavedModelLayout.SERVE; // → serving_default
 * }</pre>
 */
public final class SavedModelLayout {

  /** The file of the graph. */
  public static final String GRAPH = "saved_model.pb";

  /** The folder of the variables' values. */
  public static final String VARIABLES = "variables";

  /** How the files in the folder of variables begin; the prefix of checkpoints too. */
  public static final String VARIABLES_PREFIX = "variables";

  /** The folder of texts that are kept with the model. */
  public static final String EXTRAS = "assets.extra";

  /** The signature that predicts: features → what is served. */
  public static final String SERVE = Signature.DEFAULT_KEY;

  /** The signature that makes one update: features and labels → {@link #LOSS} … {@link #STEP}. */
  public static final String TRAIN_STEP = "train_step";

  /** The signature of sums over a batch: → {@link #EXAMPLES}, {@link #LOSS} and the metrics. */
  public static final String EVALUATE = "evaluate";

  /** The signature {@link #LEARNING_RATE} → {@link #LEARNING_RATE}. */
  public static final String SET_LEARNING_RATE = "set_learning_rate";

  /** The signature {@link #PATH} → {@link #PATH}: writes all variables to a checkpoint. */
  public static final String SAVE = "save";

  /** The signature {@link #PATH} → {@link #PATH}: reads all variables from a checkpoint. */
  public static final String RESTORE = "restore";

  /** Output: the loss; a mean over the batch in {@link #TRAIN_STEP}, a sum in {@link #EVALUATE}. */
  public static final String LOSS = "loss";

  /** Output of {@link #TRAIN_STEP}: the batch mean of the Newton loss. */
  public static final String NEWTON_LOSS = "newton_loss";

  /** Output of {@link #TRAIN_STEP}: the global norm of the gradient, before clipping. */
  public static final String GRADIENT_NORM = "gradient_norm";

  /** Output of {@link #TRAIN_STEP}: how many steps have been made, this one included. */
  public static final String STEP = "step";

  /** Output of {@link #EVALUATE}: the number of examples. */
  public static final String EXAMPLES = "examples";

  /** Input and output of {@link #SET_LEARNING_RATE}. */
  public static final String LEARNING_RATE = "learning_rate";

  /** Input and output of {@link #SAVE} and {@link #RESTORE}: the prefix of a checkpoint's files. */
  public static final String PATH = "path";

  private SavedModelLayout() {}
}
