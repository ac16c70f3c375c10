package org.newtonlosses.training.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.files.Draft;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Recipes;
import org.newtonlosses.training.task.Experiment;
import org.newtonlosses.training.task.ModelRecipe;

/**
 * The folder of a run, held by one process at a time.
 *
 * <pre>
 * recipe.yaml       all that determines the numbers
 * provenance.json   data, versions and machine, for each session of the run
 * metrics.jsonl     a line for each step and each validation
 * events.out.…      the same for TensorBoard
 * initial/          the trainable SavedModel before the first step
 * checkpoints/      the last and the best variables
 * result.json       metrics of the best model on the test set
 * model/            the best model as a SavedModel: the last that appears
 * </pre>
 */
public final class RunFolder implements AutoCloseable {
  /** The file of what made the run, here and among the texts that are kept with the model. */
  static final String PROVENANCE = "provenance.json";

  /** The file of the run's end, here and among the texts that are kept with the model. */
  static final String RESULT = "result.json";

  private static final String LOCK = ".lock";

  private final Path root;
  private final FileChannel channel;

  private RunFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Makes a new run.
   *
   * @param root its folder, new or empty
   * @param recipe its recipe
   * @throws IOException if the folder holds something or cannot be written
   */
  public static RunFolder create(Path root, Recipe recipe) throws IOException {
    checkNew(root);
    AtomicFiles.createFolders(root);
    RunFolder folder = lock(root);
    AtomicFiles.write(folder.recipeFile(), recipe.yaml());
    return folder;
  }

  /**
   * Makes a new run that goes on from elsewhere.
   *
   * @param root its folder, new or empty
   * @param experiment of its recipe
   * @param start what it begins with, checked
   * @throws IOException if the folder holds something or cannot be written
   */
  public static RunFolder create(Path root, Experiment<?> experiment, StartingPoint start)
      throws IOException {
    checkNew(root);
    AtomicFiles.createFolders(root);
    RunFolder folder = lock(root);
    start.begin(folder, experiment);
    // The last: with it, this is a run that can be resumed.
    AtomicFiles.write(folder.recipeFile(), experiment.recipe().yaml());
    return folder;
  }

  /**
   * Checks that a run can be made in a folder, and makes nothing.
   *
   * @throws IOException if the folder holds something, or is a file
   */
  public static void checkNew(Path root) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new FileSystemException(root.toString(), null, "a file, not a folder for a run");
    }
    // A run that was killed before it had its recipe has left a lock.
    if (Files.isDirectory(root)
        && !AtomicFiles.children(root).stream()
            .allMatch(path -> Draft.isDraft(path) || path.endsWith(LOCK))) {
      throw new IOException(
          root + ": not empty; give a new folder, or go on with a run there by --resume " + root);
    }
  }

  /**
   * Opens a run that was begun.
   *
   * @throws IOException if the folder holds no run, or another process works on it
   */
  public static RunFolder open(Path root) throws IOException {
    if (!Files.isRegularFile(root.resolve(ModelRecipe.FILE))) {
      throw new FileNotFoundException(root + ": no run to go on with, recipe.yaml is missing");
    }
    RunFolder folder = lock(root);
    AtomicFiles.deleteDrafts(root);
    return folder;
  }

  private static RunFolder lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(root + ": another process works on this run");
    }
    return new RunFolder(root, channel);
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /**
   * The recipe that the run was begun with.
   *
   * @throws IOException if it cannot be read
   */
  public Recipe recipe(Recipes recipes) throws IOException {
    return recipes.read(recipeFile());
  }

  /** Whether the run has reached its end. */
  public boolean isComplete() {
    return Files.isDirectory(model());
  }

  /** The SavedModel that is the result. */
  public Path model() {
    return root.resolve("model");
  }

  Path recipeFile() {
    return root.resolve(ModelRecipe.FILE);
  }

  Path provenance() {
    return root.resolve(PROVENANCE);
  }

  Path metrics() {
    return root.resolve("metrics.jsonl");
  }

  Path initial() {
    return root.resolve("initial");
  }

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** The result of a run that is complete. */
  public RunResult result() throws IOException {
    return Json.read(Files.readString(resultFile()), RunResult.class);
  }

  Path resultFile() {
    return root.resolve(RESULT);
  }

  /** The event files there are. */
  List<Path> events() throws IOException {
    return AtomicFiles.children(root).stream()
        .filter(path -> path.getFileName().toString().startsWith(EventFile.PREFIX))
        .toList();
  }

  /** Has all lines and events that were written survive a power cut. */
  void syncLogs() throws IOException {
    AtomicFiles.sync(metrics());
    for (Path file : events()) {
      AtomicFiles.sync(file);
    }
    AtomicFiles.sync(root);
  }

  /** Lets other processes work on the run. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
