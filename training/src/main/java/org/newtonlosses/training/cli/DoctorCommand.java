package org.newtonlosses.training.cli;

import java.io.PrintWriter;
import org.newtonlosses.training.session.Device;
import org.newtonlosses.training.session.Processor;
import org.newtonlosses.training.session.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code newton doctor}: what this machine and this build offer. */
@Command(
    name = "doctor",
    description = "Shows versions, processor and the devices that TensorFlow sees.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Processor processor = Processor.detect();
    out.println("newton      " + Versions.project());
    out.println("TensorFlow  " + Versions.tensorFlow());
    out.println("Java        " + Versions.java());
    out.println("processor   " + processor.model() + ", cores: " + processor.cores());
    out.println("            " + String.join(" ", processor.features()));
    for (Device device : Device.list()) {
      out.println("device      " + device.name());
    }
  }
}
