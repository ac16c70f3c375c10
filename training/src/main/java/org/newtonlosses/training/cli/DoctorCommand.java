package org.newtonlosses.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.newtonlosses.data.digits.MnistDownload;
import org.newtonlosses.data.digits.MnistState;
import org.newtonlosses.data.maps.WarcraftDownload;
import org.newtonlosses.data.maps.WarcraftState;
import org.newtonlosses.training.session.CudaLibrary;
import org.newtonlosses.training.session.Device;
import org.newtonlosses.training.session.NativeBuild;
import org.newtonlosses.training.session.Processor;
import org.newtonlosses.training.session.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code newton doctor}: what this machine and this build offer. Fails if TensorFlow cannot be
 * loaded, or if more than one native build is on the class path.
 */
@Command(
    name = "doctor",
    description =
        "Shows versions, processor, devices that TensorFlow sees, missing CUDA libraries, and data.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  private PrintWriter out;

  @Override
  public Integer call() throws IOException {
    out = spec.commandLine().getOut();
    List<NativeBuild> builds = NativeBuild.onClassPath();
    String classifiers =
        builds.stream().map(NativeBuild::classifier).collect(Collectors.joining(" and "));
    show("newton", Versions.project());
    show("java", Versions.java());
    showProcessor(Processor.detect());
    show("native build", builds.isEmpty() ? "none for " + Loader.getPlatform() : classifiers);
    if (builds.size() != 1) {
      throw new IOException(
          builds.isEmpty()
              ? "there is no native build of TensorFlow for " + Loader.getPlatform()
              : "only one native build may be on the class path, found " + classifiers);
    }
    // Before TensorFlow starts: should it crash, this has been said.
    if (builds.get(0).isGpu()) {
      showCuda();
    }
    show(
        "tensorflow",
        "%s (TensorFlow Java %s)".formatted(Versions.tensorFlow(), Versions.tensorFlowJava()));
    show("onednn", Versions.oneDnn());
    List<Device> devices = Device.list();
    show(
        "devices", devices.stream().map(DoctorCommand::describe).collect(Collectors.joining(", ")));
    if (builds.get(0).isGpu() && devices.stream().noneMatch(Device::isGpu)) {
      show("", "no GPU: TensorFlow computes on the CPU");
    }
    Path cache = MnistDownload.cacheFolder(System.getenv());
    show("mnist", MnistState.of(cache).summary() + ", in " + cache);
    Path maps = WarcraftDownload.cacheFolder(System.getenv());
    show("warcraft", WarcraftState.of(maps).summary() + ", in " + maps);
    show("native cache", Loader.getCacheDir().toString());
    return 0;
  }

  private void showProcessor(Processor processor) {
    show("processor", processor.model() + ", cores: " + processor.cores());
    if (!processor.features().isEmpty()) {
      show("", String.join(" ", processor.features()));
    }
    show(
        "bfloat16",
        processor
            .hasBfloat16()
            .map(
                has ->
                    has
                        ? "in hardware"
                        : "no instructions for it: emulated, many times slower than float32")
            .orElse("not known on this system"));
  }

  private void showCuda() {
    String linkerCache = CudaLibrary.linkerCache();
    for (CudaLibrary library : CudaLibrary.ALL) {
      Optional<Path> found = library.find(System.getenv(), linkerCache);
      show(
          "cuda",
          "%-18s %s"
              .formatted(
                  library.soname(),
                  found
                      .map(Path::toString)
                      .orElse(
                          library.required()
                              ? "MISSING (%s): no GPU without it".formatted(library.part())
                              : "not found (%s)".formatted(library.part()))));
    }
  }

  private static String describe(Device device) {
    return device.isGpu()
        ? String.format(
            Locale.ROOT, "%s (%.1f GiB)", device.name(), device.memoryBytes() / (double) (1 << 30))
        : device.name();
  }

  private void show(String name, String value) {
    out.printf("%-13s %s%n", name, value);
  }
}
