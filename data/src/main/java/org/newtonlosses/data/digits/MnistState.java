package org.newtonlosses.data.digits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a folder holds of MNIST, or of a data set with its file names.
 *
 * @param folder the folder
 * @param files the four files, in the order of {@link MnistFile}
 */
public record MnistState(Path folder, List<FileState> files) {

  /** Copies the list. */
  public MnistState {
    files = List.copyOf(files);
  }

  /**
   * One of the four files.
   *
   * @param file which
   * @param found what is there; empty if it is missing
   * @param verified whether it is MNIST's own file, by its md5 sum
   */
  public record FileState(MnistFile file, Optional<IdxFile> found, boolean verified) {}

  /**
   * Reads the files that are there.
   *
   * @throws IOException if one is damaged
   */
  public static MnistState of(Path folder) throws IOException {
    return of(folder, MnistFile.publishedMd5());
  }

  static MnistState of(Path folder, Map<MnistFile, String> published) throws IOException {
    List<FileState> files = new ArrayList<>();
    for (MnistFile file : MnistFile.values()) {
      boolean there =
          Files.isRegularFile(folder.resolve(file.fileName()))
              || Files.isRegularFile(folder.resolve(file.fileName() + ".gz"));
      Optional<IdxFile> found =
          there ? Optional.of(IdxFile.read(file.find(folder))) : Optional.empty();
      boolean verified = found.isPresent() && found.get().md5().equals(published.get(file));
      files.add(new FileState(file, found, verified));
    }
    return new MnistState(folder, files);
  }

  /** Returns whether all files are there. */
  public boolean complete() {
    return files.stream().allMatch(file -> file.found().isPresent());
  }

  /** Returns whether all files are MNIST's own. */
  public boolean verified() {
    return files.stream().allMatch(FileState::verified);
  }

  /** Returns the state in a few words. */
  public String summary() {
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
