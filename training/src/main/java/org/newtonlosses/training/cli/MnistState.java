package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.newtonlosses.data.IdxFile;
import org.newtonlosses.data.MnistFile;

/**
 * What a folder holds of MNIST, or of a data set with its file names.
 *
 * @param folder the folder
 * @param files the four files, in the order of {@link MnistFile}
 */
record MnistState(Path folder, List<FileState> files) {

  /**
   * One of the four files.
   *
   * @param file which
   * @param found what is there; empty if it is missing
   */
  record FileState(MnistFile file, Optional<IdxFile> found) {

    /** Whether it is MNIST's own file, by its md5 sum. */
    boolean verified() {
      return found.isPresent() && found.get().md5().equals(file.md5());
    }
  }

  /**
   * Reads the files that are there.
   *
   * @throws IOException if one is damaged
   */
  static MnistState of(Path folder) throws IOException {
    List<FileState> files = new ArrayList<>();
    for (MnistFile file : MnistFile.values()) {
      boolean there =
          Files.isRegularFile(folder.resolve(file.fileName()))
              || Files.isRegularFile(folder.resolve(file.fileName() + ".gz"));
      files.add(
          new FileState(
              file, there ? Optional.of(IdxFile.read(file.find(folder))) : Optional.empty()));
    }
    return new MnistState(folder, List.copyOf(files));
  }

  /** Whether all files are there. */
  boolean complete() {
    return files.stream().allMatch(file -> file.found().isPresent());
  }

  /** Whether all files are MNIST's own. */
  boolean verified() {
    return files.stream().allMatch(FileState::verified);
  }

  /** The state in a few words. */
  String summary() {
    long missing = files.stream().filter(file -> file.found().isEmpty()).count();
    if (missing == files.size()) {
      return "not fetched yet";
    }
    if (missing > 0) {
      return missing + " of " + files.size() + " files missing";
    }
    return verified() ? "complete and verified" : "complete, but not MNIST's own files";
  }
}
