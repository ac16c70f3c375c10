package org.newtonlosses.data.pictures;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.fetch.Md5;
import org.newtonlosses.data.pictures.PictureTable.Row;

/**
 * A folder of pictures and a file with their values or orders.
 *
 * <p>With values no picture may be named twice, so that none is in two parts. With orders a picture
 * may stand in several rows; where rows of different parts share pictures, a message says how many.
 *
 * @param folder that names of pictures start from; absent: the folder of the file that names them
 * @param table what the files say of them
 * @param file what is learnt from, and what is divided unless there are further files
 * @param parts what validates and tests
 * @param format what the pictures are brought to
 */
public record OwnPictures(
    Optional<Path> folder,
    PictureTable table,
    Path file,
    PictureParts parts,
    PictureFormat format) {
  private static final String PICTURES = "pictures";
  private static final int LARGE = 3 * 128 * 128;

  /**
   * Reads all pictures that are named.
   *
   * @param messages told, in a line each, what must be known
   * @throws IOException if a file cannot be read, a picture is named that is not there or that may
   *     not be named again, a part is empty, or all values are the same; the message names file and
   *     line
   */
  public Splits<PictureLists> read(Consumer<String> messages) throws IOException {
    PictureParts.Rows rows = parts.divide(table, file);
    Index index = new Index();
    index.add(rows.all());
    require(rows.train(), "to learn from", "the file must be longer");
    require(rows.validation(), "for validation", "the validation share must be larger");
    require(rows.test(), "for the test", "the test share must be larger");
    if (table == PictureTable.VALUES) {
      double first = rows.train().get(0).value();
      if (rows.train().stream().allMatch(row -> row.value() == first)) {
        throw new IOException(
            "%s: %d pictures to learn from, all with the value %s"
                .formatted(file, rows.train().size(), first));
      }
    }
    PictureSet pictures = PictureSet.read(index.files, format);
    String kind = table == PictureTable.VALUES ? "pictures" : "orders";
    messages.accept(
        "%d pictures of %s; %d %s to learn from, %d for validation, %d for the test"
            .formatted(
                pictures.size(),
                pictures.shape(),
                rows.train().size(),
                kind,
                rows.validation().size(),
                rows.test().size()));
    if (format.height().isEmpty() && pictures.shape().bytes() > LARGE) {
      messages.accept(
          "the pictures are large: steps get faster with a height and width to which they are"
              + " scaled, such as 64");
    }
    tellOfShared(index, rows, messages);
    return new Splits<>(
        lists(index, pictures, rows.train(), "to learn from"),
        lists(index, pictures, rows.validation(), "for validation"),
        lists(index, pictures, rows.test(), "for the test"),
        provenance(file, md5(pictures)));
  }

  /**
   * Reads the test's pictures alone, as one who evaluates needs them: the other parts are the same.
   *
   * @throws IOException as {@link #read}
   */
  public Splits<PictureLists> readTest() throws IOException {
    if (parts.testFile().isPresent()) {
      return tested(parts.testFile().get(), table.read(parts.testFile().get()));
    }
    return tested(file, parts.divide(table, file).test());
  }

  private Splits<PictureLists> tested(Path from, List<Row> rows) throws IOException {
    require(rows, "for the test", "the test share must be larger");
    Index index = new Index();
    index.add(rows);
    PictureSet pictures = PictureSet.read(index.files, format);
    PictureLists test = lists(index, pictures, rows, "for the test");
    return new Splits<>(
        test,
        test,
        test,
        provenance(
            from,
            ImmutableMap.of(
                from.getFileName().toString(), Md5.of(from), PICTURES, pictures.md5())));
  }

  private void require(List<Row> rows, String use, String remedy) throws IOException {
    if (rows.isEmpty()) {
      throw new IOException(
          "%s: no rows %s, at least 1 is needed: %s".formatted(file, use, remedy));
    }
  }

  private PictureLists lists(Index index, PictureSet pictures, List<Row> rows, String use) {
    String name = "%s, pictures %s".formatted(file.getFileName(), use);
    List<int[]> numbers = rows.stream().map(index::numbers).toList();
    return table == PictureTable.VALUES
        ? new ValuedPictures(
            name,
            pictures,
            numbers.stream().mapToInt(only -> only[0]).toArray(),
            rows.stream().mapToDouble(Row::value).toArray())
        : new OrderedPictures(name, pictures, numbers);
  }

  private Map<String, String> md5(PictureSet pictures) throws IOException {
    Map<String, String> md5 = new LinkedHashMap<>();
    md5.put(file.getFileName().toString(), Md5.of(file));
    if (parts.validationFile().isPresent()) {
      md5.put("validation", Md5.of(parts.validationFile().get()));
    }
    if (parts.testFile().isPresent()) {
      md5.put("test", Md5.of(parts.testFile().get()));
    }
    md5.put(PICTURES, pictures.md5());
    return md5;
  }

  private DataProvenance provenance(Path from, Map<String, String> md5) {
    return new DataProvenance(
        "pictures of " + from.getFileName(),
        folder(from).toAbsolutePath().normalize().toString(),
        md5,
        false,
        "the user's own");
  }

  private void tellOfShared(Index index, PictureParts.Rows rows, Consumer<String> messages) {
    Set<Integer> learnt = new HashSet<>();
    rows.train().forEach(row -> learnt.addAll(index.list(row)));
    Set<Integer> others = new HashSet<>();
    rows.validation().forEach(row -> others.addAll(index.list(row)));
    rows.test().forEach(row -> others.addAll(index.list(row)));
    int all = others.size();
    others.retainAll(learnt);
    if (!others.isEmpty()) {
      messages.accept(
          "%d of the %d pictures for validation and test are learnt from too, in other orders: the"
                  .formatted(others.size(), all)
              + " metrics say nothing of new pictures; files of their own, with other pictures, would");
    }
  }

  private Path folder(Path table) {
    return folder.orElse(table.toAbsolutePath().getParent());
  }

  /** The pictures that rows name, and where they were named first. */
  private final class Index {
    private final List<Path> files = new ArrayList<>();
    private final Map<Path, Integer> numbers = new HashMap<>();
    private final Map<Path, String> places = new HashMap<>();

    void add(List<Row> rows) throws IOException {
      for (Row row : rows) {
        Set<Path> inRow = new HashSet<>();
        for (String name : row.names()) {
          Path path = path(row, name);
          if (!path.toFile().isFile()) {
            throw new IOException(
                "%s: there is no picture %s in %s"
                    .formatted(row.place(), name, folder(row.file())));
          }
          if (!inRow.add(path)) {
            throw new IOException("%s: %s stands there twice".formatted(row.place(), name));
          }
          String earlier = places.putIfAbsent(path, row.place());
          if (earlier == null) {
            numbers.put(path, files.size());
            files.add(path);
          } else if (table == PictureTable.VALUES) {
            throw new IOException(
                "%s: %s has a value already, at %s".formatted(row.place(), name, earlier));
          }
        }
      }
    }

    private Path path(Row row, String name) {
      return folder(row.file()).resolve(name).normalize();
    }

    int[] numbers(Row row) {
      return row.names().stream().mapToInt(name -> numbers.get(path(row, name))).toArray();
    }

    List<Integer> list(Row row) {
      return row.names().stream().map(name -> numbers.get(path(row, name))).toList();
    }
  }
}
