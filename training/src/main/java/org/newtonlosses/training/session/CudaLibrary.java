package org.newtonlosses.training.session;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shared library that the GPU build of TensorFlow 2.18 opens when it starts (CUDA 12.5, cuDNN
 * 9.3). If a required one is missing it goes on without GPU.
 *
 * <p>Source: TensorFlow's {@code tsl/platform/default/dlopen_checker.cc}, and the versions that the
 * package {@code tensorflow[and-cuda]} 2.18.0 asks for, whose binaries TensorFlow Java 1.1.0 holds.
 *
 * @param soname the file that the dynamic linker looks for
 * @param part what it belongs to
 * @param required whether one GPU needs it
 */
public record CudaLibrary(String soname, String part, boolean required) {
  /** All of them. */
  public static final List<CudaLibrary> ALL =
      List.of(
          new CudaLibrary("libcuda.so.1", "NVIDIA driver", true),
          new CudaLibrary("libcudart.so.12", "CUDA 12", true),
          new CudaLibrary("libcublas.so.12", "CUDA 12", true),
          new CudaLibrary("libcublasLt.so.12", "CUDA 12", true),
          new CudaLibrary("libcufft.so.11", "CUDA 12", true),
          new CudaLibrary("libcusolver.so.11", "CUDA 12", true),
          new CudaLibrary("libcusparse.so.12", "CUDA 12", true),
          new CudaLibrary("libcudnn.so.9", "cuDNN 9", true),
          new CudaLibrary("libnccl.so.2", "NCCL, for more than one GPU", false));

  private static final List<Path> DEFAULT_FOLDERS =
      List.of(
          Path.of("/lib64"),
          Path.of("/usr/lib64"),
          Path.of("/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/x86_64-linux-gnu"));

  /**
   * Finds the file as the dynamic linker would: in LD_LIBRARY_PATH, in the linker's cache, in the
   * default folders.
   *
   * @param environment as {@link System#getenv()} returns it
   * @param linkerCache what {@code ldconfig -p} prints
   */
  public Optional<Path> find(Map<String, String> environment, String linkerCache) {
    Stream<Path> configured =
        Splitter.on(':')
            .omitEmptyStrings()
            .splitToStream(environment.getOrDefault("LD_LIBRARY_PATH", ""))
            .map(Path::of)
            .map(folder -> folder.resolve(soname));
    // "	libcuda.so.1 (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/libcuda.so.1"
    Stream<Path> cached =
        linkerCache
            .lines()
            .filter(line -> line.strip().startsWith(soname + " ") && line.contains("=> "))
            .map(line -> Path.of(line.substring(line.indexOf("=> ") + 3).strip()));
    Stream<Path> usual = DEFAULT_FOLDERS.stream().map(folder -> folder.resolve(soname));
    return Stream.of(configured, cached, usual)
        .flatMap(files -> files)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Returns what {@code ldconfig -p} prints; nothing where there is no such command. */
  public static String linkerCache() {
    return Stream.of("ldconfig", "/sbin/ldconfig", "/usr/sbin/ldconfig")
        .map(CudaLibrary::linkerCache)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String linkerCache(String command) {
    try {
      Process process =
          new ProcessBuilder(command, "-p").redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text : "";
    } catch (IOException e) {
      return ""; // it is not installed under this name
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
