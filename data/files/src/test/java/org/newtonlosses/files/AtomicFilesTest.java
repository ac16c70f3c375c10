package org.newtonlosses.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir private Path folder;

  @Test
  void fileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("file");
    AtomicFiles.write(file, "old and longer");

    AtomicFiles.write(file, "µ");

    assertThat(file).hasBinaryContent(new byte[] {(byte) 0xc2, (byte) 0xb5});
    assertThat(AtomicFiles.children(folder)).containsExactly(file);
  }

  @Test
  void fileThatCannotBeReplacedStays() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken/inside"));

    assertThatIOException().isThrownBy(() -> AtomicFiles.write(taken.getParent(), "x"));

    assertThat(taken).isDirectory();
    assertThat(AtomicFiles.children(folder)).containsExactly(taken.getParent());
  }

  @Test
  void fileInMissingFolderNamesTheFolder() {
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> AtomicFiles.write(missing.resolve("file"), "x"))
        .withMessage(missing.toString());
  }

  @Test
  void newFolderHasAllOfItsContentWhenItAppears() throws IOException {
    Path made = folder.resolve("above/new");

    AtomicFiles.newFolder(
        made,
        draft -> {
          assertThat(made).doesNotExist();
          assertThat(draft).isEmptyDirectory();
          Files.writeString(Files.createDirectory(draft.resolve("below")).resolve("file"), "x");
        });

    assertThat(made.resolve("below/file")).hasContent("x");
    assertThat(AtomicFiles.children(made.getParent())).containsExactly(made);
  }

  @Test
  void newFolderThatFailsLeavesNothing() {
    Path made = folder.resolve("new");

    assertThatIOException()
        .isThrownBy(
            () ->
                AtomicFiles.newFolder(
                    made,
                    draft -> {
                      Files.writeString(draft.resolve("file"), "x");
                      throw new IOException("disk full");
                    }))
        .withMessage("disk full");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void newFolderIsRefusedWhereSomethingIs() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path file = Files.writeString(folder.resolve("file"), "x");

    for (Path taken : new Path[] {empty, file}) {
      assertThatExceptionOfType(FileAlreadyExistsException.class)
          .isThrownBy(() -> AtomicFiles.newFolder(taken, draft -> {}))
          .withMessage(taken + ": it exists already");
    }
    assertThat(AtomicFiles.children(folder)).containsExactly(empty, file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void newFolderHasTheUsualPermissions() throws IOException {
    Path usual = Files.createDirectory(folder.resolve("usual"));
    Path made = folder.resolve("new");

    AtomicFiles.newFolder(made, draft -> {});

    assertThat(Files.getPosixFilePermissions(made)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void foldersAreMadeUnlessTheyAreThere() throws IOException {
    Path below = folder.resolve("a/b/c");

    AtomicFiles.createFolders(below);
    AtomicFiles.createFolders(below);

    assertThat(below).isDirectory();
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatIOException().isThrownBy(() -> AtomicFiles.createFolders(file.resolve("d")));
  }

  @Test
  void folderIsMovedOverAnEmptyOneOnly() throws IOException {
    Path from = Files.createDirectory(folder.resolve("from"));
    Files.writeString(from.resolve("file"), "x");
    Path full = Files.createDirectories(folder.resolve("full/inside")).getParent();
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatIOException().isThrownBy(() -> AtomicFiles.move(from, full));
    AtomicFiles.move(from, empty);

    assertThat(full.resolve("inside")).isDirectory();
    assertThat(empty.resolve("file")).hasContent("x");
    assertThat(from).doesNotExist();
  }

  @Test
  void whatInterruptedWritesLeftIsDeleted() throws IOException {
    Path other = Files.writeString(folder.resolve("file"), "x");
    Path draft = new Draft(folder.resolve("a")).path();
    Path longer = new Draft(folder.resolve("a-b")).path();
    Files.createDirectories(draft.resolve("inside"));
    Files.createDirectory(longer);

    AtomicFiles.deleteDraftsOf(folder.resolve("a"));
    assertThat(AtomicFiles.children(folder)).containsExactlyInAnyOrder(longer, other);

    AtomicFiles.deleteDrafts(folder);
    assertThat(AtomicFiles.children(folder)).containsExactly(other);
    AtomicFiles.deleteDraftsOf(folder.resolve("missing/a"));
  }

  @Test
  void draftsOfOneTargetHaveNamesOfTheirOwn() throws IOException {
    Path target = folder.resolve("file");
    try (Draft one = new Draft(target);
        Draft other = new Draft(target)) {
      Files.writeString(one.path(), "one");
      Files.writeString(other.path(), "other");
      assertThat(Draft.isDraft(one.path())).isTrue();
      assertThat(Draft.isDraft(target)).isFalse();
      one.publish();
    }
    assertThat(target).hasContent("one");
    assertThat(AtomicFiles.children(folder)).containsExactly(target);
  }

  @Test
  void whatIsThereCanBeSynced() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    AtomicFiles.sync(file);
    AtomicFiles.sync(folder);
    assertThat(file).hasContent("x");
    assertThatIOException().isThrownBy(() -> AtomicFiles.sync(folder.resolve("missing")));
  }

  @Test
  void whatIsNotThereNeedNotBeDeleted() throws IOException {
    AtomicFiles.delete(folder.resolve("missing"));
    assertThat(folder).isEmptyDirectory();
  }
}
