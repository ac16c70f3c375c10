"""Loads exported SavedModels in Python's TensorFlow and compares them with the golden vectors.

usage: check_saved_models.py NEWTON VECTORS WORK [MODEL]
  NEWTON   the newton command
  VECTORS  the folder of sorting.json and ranking_losses.json
  WORK     an empty folder
  MODEL    optional: a trained SavedModel whose train_step is run
"""

import json
import pathlib
import subprocess
import sys

import numpy as np
import tensorflow as tf

TOLERANCE = {"float64": 1e-9, "float32": 2e-4}
passed = 0


def check(name, found, expected, dtype):
    global passed
    expected = np.asarray(expected, dtype=np.float64)
    found = np.asarray(found, dtype=np.float64)
    assert found.shape == expected.shape, f"{name}: shape {found.shape}, expected {expected.shape}"
    error = np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected)), initial=0)
    assert error <= TOLERANCE[dtype], f"{name}: error {error}, allowed {TOLERANCE[dtype]}"
    passed += 1


def export(newton, out, kind, **options):
    arguments = [f"--{key}={value}" for key, value in options.items()]
    subprocess.run([newton, "export", kind, f"--out={out}", *arguments], check=True)
    return tf.saved_model.load(str(out)).signatures["serving_default"]


def cases(vectors, file, wanted):
    return [c for c in json.loads((vectors / file).read_text())["cases"] if c["name"] in wanted]


def check_sorts(newton, vectors, work):
    for case in cases(vectors, "sorting.json", {"neuralsort-n5", "softsort-p2-n8", "odd-even-cauchy-n5", "bitonic-logistic-n8"}):
        for dtype in ("float64", "float32"):
            parameters = dict(case["params"])
            kind = parameters.pop("algorithm")
            model = export(newton, work / f"{case['name']}-{dtype}", kind, dtype=dtype, **parameters)
            result = model(scores=tf.constant(case["inputs"]["scores"], dtype))
            for output in ("permutation", "sorted"):
                check(f"{case['name']} {dtype} {output}", result[output], case["expected"][output], dtype)


def check_losses(newton, vectors, work):
    steps = {"fisher": "fisher_step", "hessian": "mean_hessian_step", "per-example-hessian": "hessian_step"}
    wanted = {"neuralsort-binary-cross-entropy-n5", "odd-even-logistic-cross-entropy-n5"}
    for case in cases(vectors, "ranking_losses.json", wanted):
        expected = case["expected"]
        inputs = {k: tf.constant(v, "float64") for k, v in case["inputs"].items()}
        for curvature in (*steps, "scalar", "none"):
            name = f"{case['name']} {curvature}"
            out = work / name.replace(" ", "-")
            model = export(newton, out, "ranking-loss", dtype="float64", curvature=curvature, **case["params"])
            result = model(**inputs)
            check(f"{name} loss", result["loss"], expected["loss"], "float64")
            check(f"{name} gradient", result["gradient"], expected["gradient"], "float64")
            target = np.asarray(case["inputs"]["scores"]) - result["step"].numpy()
            check(f"{name} newton_target", result["newton_target"], target, "float64")
            check(f"{name} newton_loss", result["newton_loss"], 0.5 * np.sum(result["step"].numpy() ** 2, -1), "float64")
            if curvature in steps:
                check(f"{name} step", result["step"], expected[steps[curvature]], "float64")
            if curvature == "fisher":
                check(f"{name} curvature", result["curvature"], expected["fisher"], "float64")


def check_training(folder):
    global passed
    model = tf.saved_model.load(str(folder))
    step = model.signatures["train_step"]
    items = step.structured_input_signature[1]["values"].shape[1]
    generator = np.random.default_rng(0)
    images = tf.constant(generator.integers(0, 256, (4, items, 28, 112)), "uint8")
    values = tf.constant(generator.integers(0, 10000, (4, items)), "int32")
    first = model.signatures["serving_default"](images=images)["scores"].numpy()
    results = [step(images=images, values=values) for _ in range(5)]
    losses = [float(r["loss"]) for r in results]
    steps = [int(r["step"]) for r in results]
    assert np.all(np.isfinite(losses)), losses
    assert losses[-1] < losses[0], f"train_step on one batch must reduce its loss: {losses}"
    assert steps == list(range(steps[0], steps[0] + 5)), steps
    last = model.signatures["serving_default"](images=images)["scores"].numpy()
    assert not np.allclose(first, last), "train_step must change the scores"
    sums = model.signatures["evaluate"](images=images, values=values)
    assert float(sums["examples"]) == 4, sums
    print(f"train_step from Python: losses {losses}, steps {steps}")
    passed += 1


def main():
    newton = str(pathlib.Path(sys.argv[1]).resolve())
    vectors, work = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    check_sorts(newton, vectors, work)
    check_losses(newton, vectors, work)
    if len(sys.argv) > 4:
        check_training(pathlib.Path(sys.argv[4]))
    print(f"TensorFlow {tf.__version__}")
    print(f"{passed} passed, 0 failed")


main()
