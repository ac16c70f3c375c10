"""Trains SavedModels half in Java and half in Python, which must give the bits of a training in one of them.

usage: check_two_languages.py CLASS_PATH WORK MODEL...
  CLASS_PATH  of TensorFlow Java
  WORK        an empty folder
  MODEL       trained SavedModels of any of the tasks

Both languages must compute alike: with oneDNN or without (TF_ENABLE_ONEDNN_OPTS=1 or 0, which this passes on to Java), and
with the same number of threads.
"""

import pathlib
import subprocess
import sys

import tensorflow as tf

from check_saved_models import task

STEPS = 20
THREADS = 2


def write_batches(model, folder):
    inputs, _, make_batch, _ = task(model)
    batches = [make_batch(inputs, seed=k) for k in range(STEPS)]
    for k, batch in enumerate(batches):
        (folder / str(k)).mkdir(parents=True)
        for name, tensor in batch.items():
            sizes = "x".join(map(str, tensor.shape))
            (folder / str(k) / f"{name}.{sizes}").write_bytes(tensor.numpy().tobytes())
    return batches


def same_bits(checkpoint, other):
    a, b = tf.train.load_checkpoint(str(checkpoint)), tf.train.load_checkpoint(str(other))
    names = a.get_variable_to_shape_map()
    assert names.keys() == b.get_variable_to_shape_map().keys()
    different = [name for name in names if a.get_tensor(name).tobytes() != b.get_tensor(name).tobytes()]
    assert not different, f"{other} differs from {checkpoint} in {different}"


def check(class_path, work, folder):
    batches = write_batches(tf.saved_model.load(str(folder)), work / "batches")
    program = pathlib.Path(__file__).with_name("Drive.java")

    def java(first, last, restored, saved):
        command = ["java", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-cp", class_path, program, folder, work / "batches"]
        command += [first, last, THREADS, work / restored if restored else "none", work / saved]
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)

    def python(first, last, restored, saved):
        model = tf.saved_model.load(str(folder))
        if restored:
            model.signatures["restore"](path=tf.constant(str(work / restored)))
        for batch in batches[first:last]:
            model.signatures["train_step"](**batch)
        model.signatures["save"](path=tf.constant(str(work / saved)))

    half = STEPS // 2
    java(0, STEPS, None, "java")
    java(0, half, None, "java-half")
    python(half, STEPS, "java-half", "java-python")
    python(0, half, None, "python-half")
    java(half, STEPS, "python-half", "python-java")
    same_bits(work / "java-half", work / "python-half")
    same_bits(work / "java", work / "java-python")
    same_bits(work / "java", work / "python-java")
    print(f"{folder}: {half} steps in each language, the same bits as {STEPS} in one")


def main():
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)
    for k, model in enumerate(sys.argv[3:]):
        check(sys.argv[1], pathlib.Path(sys.argv[2]) / f"two-languages-{k}", pathlib.Path(model))


if __name__ == "__main__":
    main()
