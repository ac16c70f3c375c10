package org.newtonlosses.training.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which commit this program was built from. */
final class GitCommit {

  private GitCommit() {}

  /** The commit of the checkout that this class was built in, if it was. */
  static Optional<String> ofBuild() {
    try {
      CodeSource source = GitCommit.class.getProtectionDomain().getCodeSource();
      Path folder = Path.of(source.getLocation().toURI()).getParent();
      // Where Maven puts it; in any other place the checkout is not this project's.
      if (!git(folder, "rev-parse", "--show-prefix").equals(Optional.of("training/target/"))) {
        return Optional.empty();
      }
      return git(folder, "rev-parse", "HEAD")
          .map(
              commit ->
                  git(folder, "status", "--porcelain", "-uno").filter(String::isEmpty).isPresent()
                      ? commit
                      : commit + "+");
    } catch (URISyntaxException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0
          ? Optional.of(out.strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
