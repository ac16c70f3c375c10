"""Exports trained SavedModels to be run alone, converts them, and compares what they put out with the originals.

usage: check_conversions.py NEWTON WORK MODEL...
  NEWTON  the newton command
  WORK    an empty folder
  MODEL   trained SavedModels, of any task; of those of paths the costs are converted

TensorFlow (as TF2 and TF1 load it), TensorFlow Lite with its own operations alone, and onnxruntime take the float32
export; TensorFlow and TensorFlow Lite that of bfloat16, which tf2onnx does not know.
"""

import logging
import pathlib
import subprocess
import sys

import numpy as np
import onnxruntime
import tensorflow as tf
import tf2onnx.convert

# Of the largest number that is put out. Rounded weights have been seen to move outputs by up to 0.4 %.
TOLERANCE = {"float32": 1e-5, "bfloat16": 2e-2}
passed = 0
logging.disable(logging.WARNING)


def check(name, found, expected, precision):
    global passed
    assert found.keys() == expected.keys(), f"{name}: outputs {list(found)}, expected {list(expected)}"
    errors = []
    for output, right in expected.items():
        assert found[output].shape == right.shape, f"{name} {output}: shape {found[output].shape}, expected {right.shape}"
        errors.append(np.max(np.abs(found[output] - right)) / np.max(np.abs(right)))
    assert max(errors) <= TOLERANCE[precision], f"{name}: off by {max(errors)}, allowed {TOLERANCE[precision]}"
    print(f"{name}: off by {max(errors):.1e}")
    passed += 1


def examples(signature):
    """Random inputs, of any numbers where these are free: 2 lists of 5."""
    generator = np.random.default_rng(0)
    inputs = {}
    for name, spec in signature.structured_input_signature[1].items():
        shape = [size or free for size, free in zip(spec.shape, [2, 5, 5, 5, 5])]
        numbers = generator.integers(0, 256, shape) if spec.dtype == tf.uint8 else generator.normal(size=shape)
        inputs[name] = numbers.astype(spec.dtype.as_numpy_dtype)
    return inputs


def of_tensorflow(signature, inputs):
    return {name: output.numpy() for name, output in signature(**{k: tf.constant(v) for k, v in inputs.items()}).items()}


def of_session(folder, inputs):
    with tf.compat.v1.Session(graph=tf.Graph()) as session:
        signature = tf.compat.v1.saved_model.load(session, ["serve"], str(folder)).signature_def["serving_default"]
        feed = {signature.inputs[name].name: value for name, value in inputs.items()}
        return session.run({name: output.name for name, output in signature.outputs.items()}, feed)


def of_lite(folder, inputs):
    converted = tf.lite.TFLiteConverter.from_saved_model(str(folder)).convert()
    return tf.lite.Interpreter(model_content=converted).get_signature_runner()(**inputs)


def of_onnx(folder, inputs):
    file = folder.with_suffix(".onnx")
    sys.argv = ["tf2onnx", "--saved-model", str(folder), "--output", str(file), "--opset", "17"]
    tf2onnx.convert.main()
    session = onnxruntime.InferenceSession(str(file))
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, inputs)))


def check_model(newton, work, model):
    name = model.parent.name
    trained = tf.saved_model.load(str(model)).signatures["serving_default"]
    inputs = examples(trained)
    if trained.structured_outputs.keys() == {"scores"} and "features" in inputs:
        inputs["features"][0, 0, 0] = np.nan  # What is not known of an item of a table.
    expected = of_tensorflow(trained, inputs)
    expected.pop("path", None)
    for precision in TOLERANCE:
        folder = work / f"{name}-{precision}"
        options = [f"--model={model}", f"--out={folder}", f"--precision={precision}", f"--outputs={','.join(expected)}"]
        subprocess.run([newton, "export", "serving", *options], check=True, stderr=subprocess.DEVNULL)
        serving = tf.saved_model.load(str(folder)).signatures["serving_default"]
        check(f"{name} {precision}, TensorFlow 2", of_tensorflow(serving, inputs), expected, precision)
        check(f"{name} {precision}, TensorFlow 1", of_session(folder, inputs), expected, precision)
        check(f"{name} {precision}, TensorFlow Lite", of_lite(folder, inputs), expected, precision)
        if precision == "float32":
            check(f"{name} {precision}, onnxruntime", of_onnx(folder, inputs), expected, precision)


def main():
    newton, work = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    for model in sys.argv[3:]:
        check_model(newton, work, pathlib.Path(model))
    print(f"TensorFlow {tf.__version__}, tf2onnx {tf2onnx.__version__}, onnxruntime {onnxruntime.__version__}")
    print(f"{passed} passed, 0 failed")


main()
