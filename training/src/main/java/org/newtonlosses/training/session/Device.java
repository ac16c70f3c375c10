package org.newtonlosses.training.session;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;

/**
 * A device that TensorFlow can compute on.
 *
 * @param name such as {@code CPU:0} or {@code GPU:1}
 * @param type such as {@code CPU} or {@code GPU}
 * @param memoryBytes what TensorFlow may use of its memory; of no meaning for the CPU
 */
public record Device(String name, String type, long memoryBytes) {

  /** Returns whether this is a GPU. */
  public boolean isGpu() {
    return type.equals("GPU");
  }

  /** Returns the devices of a new session, the CPU first. Makes TensorFlow start its devices. */
  @SuppressWarnings("try") // the scope frees what is made inside, without being mentioned there
  public static List<Device> list() {
    // The version call loads the native library; the public Session offers no list of devices.
    TensorFlow.version();
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Session session =
          TF_Session.newSession(TF_Graph.newGraph(), TF_SessionOptions.newSessionOptions(), status);
      status.throwExceptionIfNotOK();
      TF_DeviceList found = TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      try {
        return read(found, status);
      } finally {
        TF_DeleteDeviceList(found);
      }
    }
  }

  private static List<Device> read(TF_DeviceList found, TF_Status status) {
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < TF_DeviceListCount(found); i++) {
      // /job:localhost/replica:0/task:0/device:CPU:0
      String name = TF_DeviceListName(found, i, status).getString();
      devices.add(
          new Device(
              name.substring(name.indexOf("device:") + "device:".length()),
              TF_DeviceListType(found, i, status).getString(),
              TF_DeviceListMemoryBytes(found, i, status)));
    }
    return List.copyOf(devices);
  }
}
