"""Loads exported SavedModels in Python's TensorFlow and compares them with the golden vectors.

usage: check_saved_models.py NEWTON VECTORS WORK [MODEL...]
  NEWTON   the newton command
  VECTORS  the folder of the golden vectors
  WORK     an empty folder
  MODEL    trained SavedModels of any of the tasks, to be trained and saved here; newton goes on with the first one, of a
           run of fewer than 15 steps
"""

import heapq
import itertools
import json
import os
import pathlib
import shutil
import stat
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


def check_top_k(newton, work):
    """The top-k cross-entropy of NeuralSort against its formula."""
    rng = np.random.default_rng(0)
    s, labels, p = rng.normal(size=(4, 7)), np.array([0, 3, 6, 2]), [0.25, 0.0, 0.75]
    model = export(newton, work / "top-k", "top-k-loss", dtype="float64", classes=7, top=str(p))
    found = model(scores=tf.constant(s), labels=tf.constant(labels, tf.int32))["loss"]
    distances = np.abs(s[:, :, None] - s[:, None, :]).sum(2)
    rows = (7 + 1 - 2 * np.arange(1, 4))[None, :, None] * s[:, None, :] - distances[:, None, :]
    rows = np.exp(rows - rows.max(2, keepdims=True))
    rows /= rows.sum(2, keepdims=True)
    top = rows.cumsum(1)[np.arange(4), :, labels]
    check("top-k loss", found, -np.log(top @ p), "float64")


def check_lists(newton, work):
    """Losses of padded lists through NeuralSort, against those of the lists alone by their formulas."""
    rng = np.random.default_rng(0)
    m, lengths = 6, [6, 4, 2, 5]
    scores, grades = rng.normal(size=(4, m)), np.full((4, m), -1.0)
    for b, length in enumerate(lengths):
        grades[b, rng.permutation(m)[:length]] = np.arange(length) // 2 if length > 2 else [0, 2]
    garbage = np.where(grades < 0, np.nan, scores)
    entropy, ndcg = [], []
    for s, g in ((s[g >= 0], g[g >= 0]) for s, g in zip(scores, grades)):
        n = len(s)
        rows = (2 * np.arange(n)[:, None] + 1 - n) * s - np.abs(s[:, None] - s).sum(1)
        p = np.exp(rows - rows.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        right = np.sort(g)[:, None] == g
        entropy.append(-np.log((p * right).sum(1)).mean())
        discounts = 1 / np.log2(np.arange(min(n, 3)) + 2)
        gains = 2**g - 1
        ideal = np.sort(gains)[::-1][: len(discounts)] @ discounts
        ndcg.append(1 - (p[::-1][: len(discounts)] @ gains) @ discounts / ideal)
    for loss, expected, more in (("cross-entropy", entropy, {}), ("ndcg", ndcg, {"at": 3})):
        options = {"slots": m, "algorithm": "neuralsort", "loss": loss, "dtype": "float64", "curvature": "hessian", "tikhonov": 1, **more}
        result = export(newton, work / f"list-{loss}", "list-loss", **options)(
            scores=tf.constant(garbage), grades=tf.constant(grades, tf.float32))
        check(f"list {loss}", result["loss"], expected, "float64")
        gradient = result["gradient"].numpy()
        check(f"list {loss} gradient of padding", gradient[grades < 0], np.zeros((grades < 0).sum()), "float64")
        check(f"list {loss} gradient's sum", gradient.sum(1), np.zeros(4), "float64")
        curvature = result["curvature"].numpy()
        check(f"list {loss} symmetry of C", curvature, curvature.T, "float64")
        check(f"list {loss} step", result["step"], np.linalg.solve(curvature + np.eye(m), gradient.T).T, "float64")


def check_symmetries(newton, work):
    """A ranking loss does not see a common shift, so that the rows of C sum to 0; a seed says what is drawn."""
    rng = np.random.default_rng(0)
    inputs = {name: tf.constant(rng.normal(size=(20, 16))) for name in ("scores", "values")}
    options = {"algorithm": "sorting-network", "network": "bitonic", "n": 16, "dtype": "float64", "tikhonov": 1}
    model = export(newton, work / "network-hessian", "ranking-loss", curvature="hessian", **options)
    curvature = model(**inputs)["curvature"].numpy()
    check("rows of a network's Hessian", curvature.sum(1), np.zeros(16), "float64")
    check("symmetry of a network's Hessian", curvature, curvature.T, "float64")
    model = export(newton, work / "network-sampled", "ranking-loss", curvature="sampled-hessian", **options)
    draws = [model(seed=tf.constant([7, k], tf.int64), **inputs)["curvature"].numpy() for k in range(400)]
    again = model(seed=tf.constant([7, 0], tf.int64), **inputs)["curvature"]
    check("the same seed", again, draws[0], "float64")
    error = np.abs(np.mean(draws, 0) - curvature) / (np.std(draws, 0) / 20 + 1e-12)
    assert error.max() < 5, f"sampled Hessian: {error.max()} standard errors from the Hessian"


def check_shortest_paths(newton, vectors, work):
    for case in cases(vectors, "shortest_path.json", {"grid-5x7", "grid-12x12"}):
        for dtype in ("float64", "float32"):
            model = export(newton, work / f"{case['name']}-{dtype}", "shortest-path", dtype=dtype, **case["params"])
            result = model(costs=tf.constant(case["inputs"]["costs"], dtype))
            for output in ("path", "path_cost"):
                check(f"{case['name']} {dtype} {output}", result[output], case["expected"][output], dtype)


def dijkstra(costs, start, goal, blocked):
    """The octile distance, weighted by what is entered, without cutting corners; infinite if there is no way."""
    distance, queue = {start: 0.0}, [(0.0, start)]
    free = {cell for cell in np.ndindex(costs.shape) if not blocked[cell]}
    if start not in free:
        return np.inf
    while queue:
        d, (r, c) = heapq.heappop(queue)
        if (r, c) == goal:
            return d
        for i, j in itertools.product((-1, 0, 1), repeat=2):
            if (r + i, c + j) in free and (r + i, c) in free and (r, c + j) in free:
                further = d + np.hypot(i, j) * costs[r + i, c + j]
                if further < distance.get((r + i, c + j), np.inf):
                    distance[r + i, c + j] = further
                    heapq.heappush(queue, (further, (r + i, c + j)))
    return np.inf


def check_own_maps(newton, work):
    """The solver between any ends, around blocked cells, on grids of any size."""
    options = {"any-size": "true", "ends": "true", "obstacles": "true", "step-cost": "entering", "corners": "keep"}
    model = export(newton, work / "any-solver", "shortest-path", dtype="float64", **options)
    rng = np.random.default_rng(0)
    for height, width in ((1, 1), (3, 8), (12, 12)):
        size = (200, height, width)
        costs, blocked = rng.uniform(0.1, 9, size), rng.random(size) < 0.3
        start, goal = (np.stack([rng.integers(0, n, 200) for n in (height, width)], -1) for _ in range(2))
        expected = [dijkstra(c, tuple(s), tuple(g), b) for c, s, g, b in zip(costs, start, goal, blocked)]
        inputs = {"start": start.astype(np.int32), "goal": goal.astype(np.int32), "blocked": blocked.astype(np.uint8)}
        result = model(costs=tf.constant(costs), **{name: tf.constant(value) for name, value in inputs.items()})
        found, reached = result["path_cost"].numpy(), np.isfinite(expected)
        assert np.array_equal(np.isinf(found), ~reached), f"{height} x {width}: which goals are reached"
        check(f"{height} x {width} own maps", found[reached], np.asarray(expected)[reached], "float64")


def bellman_ford(params):
    """The options of relaxed Bellman-Ford from the parameters of a case."""
    options = {name: params[name] for name in ("height", "width", "loop", "beta", "iterations")}
    options["conorm"] = params["conorm"].replace("_", "-")
    if params["conorm_p"] is not None:
        options["conorm-p"] = params["conorm_p"]
    if params["loop"] == "while":
        options["max-iterations"] = params["max_iterations"]
    return options


def check_relaxed_paths(newton, vectors, work):
    wanted = {"for-hamacher-l1-5x5", "while-probabilistic-l2-5x5", "for-yager_1-l2-12x12"}
    for case in cases(vectors, "relaxed_bellman_ford.json", wanted):
        name, params, expected = case["name"], case["params"], case["expected"]
        options = bellman_ford(params)
        model = export(newton, work / name, "relaxed-bellman-ford", dtype="float64", **options)
        path = model(costs=tf.constant(case["inputs"]["costs"], "float64"))["path"]
        check(f"{name} path", path, expected["path"], "float64")
        check_path_loss(newton, work, case, "fisher", {"algorithm": "relaxed-bellman-ford", **options})


def check_smoothed_paths(newton, vectors, work):
    for case in cases(vectors, "smoothing.json", {"smoothed-loss", "smoothed-algorithm", "perturbed-optimizer"}):
        options = {name: case["params"][name] for name in ("height", "width", "sigma", "samples", "algorithm")}
        for curvature in ("fisher", "hessian") if "mean_hessian" in case["expected"] else ("fisher",):
            check_path_loss(newton, work, case, curvature, options)


def check_path_loss(newton, work, case, curvature, options):
    expected = case["expected"]
    name = f"{case['name']} {curvature}"
    newton_options = {"curvature": curvature, "tikhonov": case["params"]["tikhonov"], "loss": case["params"].get("loss", "l2")}
    out = work / f"loss-{name.replace(' ', '-')}"
    model = export(newton, out, "path-loss", dtype="float64", **newton_options, **options)
    result = model(**{k: tf.constant(v, "float64") for k, v in case["inputs"].items()})
    step = expected["fisher_step" if curvature == "fisher" else "mean_hessian_step"]
    matrix = "fisher" if curvature == "fisher" else "mean_hessian"
    if "loss" in expected:
        check(f"{name} loss", result["loss"], expected["loss"], "float64")
    if matrix in expected:
        check(f"{name} curvature", result["curvature"], expected[matrix], "float64")
    check(f"{name} gradient", result["gradient"], expected["gradient"], "float64")
    check(f"{name} step", result["step"], step, "float64")
    check(f"{name} newton_target", result["newton_target"], np.subtract(case["inputs"]["costs"], step), "float64")
    check(f"{name} newton_loss", result["newton_loss"], 0.5 * np.sum(np.square(step), (1, 2)), "float64")


def ranking_batch(inputs, seed=0):
    generator = np.random.default_rng(seed)
    images = generator.integers(0, 256, (4, inputs["values"].shape[1], 28, 112))
    return {"images": tf.constant(images, "uint8"), "values": tf.constant(generator.integers(0, 10000, images.shape[:2]), "int32")}


def path_batch(inputs, seed=0):
    """Maps of one colour per cell, and paths that hug the left and lower border."""
    generator = np.random.default_rng(seed)
    _, height, width = inputs["target"].shape
    _, image_height, image_width, _ = inputs["images"].shape
    colours = generator.integers(0, 256, (4, height, width, 3))
    rows = np.arange(image_height) * height // image_height
    columns = np.arange(image_width) * width // image_width
    target = np.zeros((4, height, width))
    target[:, :, 0] = target[:, -1, :] = 1
    return {"images": tf.constant(colours[:, rows][:, :, columns], "uint8"), "target": tf.constant(target, "uint8")}


def top_two_batch(inputs, seed=0):
    """The example's own task: sets of any items, of which the first two are called the largest, to be learnt anew."""
    generator = np.random.default_rng(seed)
    features = generator.normal(size=(4, *inputs["features"].shape[1:]))
    top = np.zeros((4, features.shape[1]))
    top[:, :2] = 1
    return {"features": tf.constant(features, "float32"), "top": tf.constant(top, "float32")}


def list_batch(inputs, seed=0):
    """Lists of any items, the first two better than the others, with an empty slot."""
    generator = np.random.default_rng(seed)
    grades = np.zeros((4, 5))
    grades[:, :2] = [2, 1]
    grades[:, 3] = -1
    if "images" in inputs:
        images = generator.integers(0, 256, (*grades.shape, *inputs["images"].shape[2:]))
        return {"images": tf.constant(images, "uint8"), "grades": tf.constant(grades, "float32")}
    features = generator.normal(size=(*grades.shape, inputs["features"].shape[2]))
    return {"features": tf.constant(features, "float32"), "grades": tf.constant(grades, "float32")}


# By the label of each task: what makes a batch, and what is served.
TASKS = {"values": (ranking_batch, "scores"), "target": (path_batch, "costs"), "top": (top_two_batch, "predictions"), "grades": (list_batch, "scores")}


def task(model):
    """The inputs of a trainable model, its label's name, what makes a batch, and what is served."""
    inputs = model.signatures["train_step"].structured_input_signature[1]
    label = next(label for label in TASKS if label in inputs)
    return inputs, label, *TASKS[label]


def evaluation(model):
    """The sums of an evaluation of one batch."""
    inputs, label, make_batch, _ = task(model)
    batch = make_batch(inputs)
    truth = {"costs": tf.ones((4, *inputs[label].shape[1:]))} if label == "target" else {}
    return {name: float(value) for name, value in model.signatures["evaluate"](**batch, **truth).items()}


def check_training(folder):
    global passed
    model = tf.saved_model.load(str(folder))
    step = model.signatures["train_step"]
    inputs, label, make_batch, prediction = task(model)
    batch = make_batch(inputs)
    features = {name: batch[name] for name in batch if name != label}
    first = model.signatures["serving_default"](**features)[prediction].numpy()
    results = [step(**batch) for _ in range(5)]
    losses = [float(r["loss"]) for r in results]
    steps = [int(r["step"]) for r in results]
    assert np.all(np.isfinite(losses)), losses
    assert losses[-1] < losses[0], f"train_step on one batch must reduce its loss: {losses}"
    assert steps == list(range(steps[0], steps[0] + 5)), steps
    last = model.signatures["serving_default"](**features)[prediction].numpy()
    assert not np.allclose(first, last), "train_step must change the predictions"
    sums = evaluation(model)
    assert sums["examples"] == 4, sums
    print(f"train_step from Python: losses {losses}, steps {steps}")
    passed += 1


def train(model, steps):
    inputs, _, make_batch, _ = task(model)
    for k in range(steps):
        model.signatures["train_step"](**make_batch(inputs, seed=k))


def check_saving(folder, work):
    """What was trained here is saved here, in three ways, and goes on elsewhere."""
    global passed
    model = tf.saved_model.load(str(folder))
    stored = {name: shape for name, shape in tf.train.list_variables(str(folder / "variables/variables"))}
    assert {v.name.removesuffix(":0"): v.shape.as_list() for v in model.variables} == stored, model.variables
    assert 0 < sum(v.trainable for v in model.variables) < len(stored)
    train(model, 3)
    trained = evaluation(model)
    assert trained != evaluation(tf.saved_model.load(str(folder)))

    # By its own signature, into folders that are not there.
    saved = work / "new" / "folders" / "checkpoint"
    model.signatures["save"](path=tf.constant(str(saved)))
    assert sorted(p.name for p in saved.parent.iterdir()) == ["checkpoint.data-00000-of-00001", "checkpoint.index"]
    check_modes(work / "new")
    other = tf.saved_model.load(str(folder))
    other.signatures["restore"](path=tf.constant(str(saved)))
    assert evaluation(other) == trained
    train(other, 1)
    try:
        other.signatures["restore"](path=tf.constant(str(work / "none")))
        raise AssertionError("a missing checkpoint must be an error")
    except tf.errors.NotFoundError as e:
        assert str(work / "none") in str(e), e

    # By TensorFlow's own saver, under the same names.
    tf.compat.v1.train.Saver(model.variables).save(None, str(work / "saver"), write_meta_graph=False)
    other.signatures["restore"](path=tf.constant(str(work / "saver")))
    assert evaluation(other) == trained

    # As a checkpoint of objects, and as a SavedModel of TensorFlow 2.
    tf.train.Checkpoint(variables=model.variables).write(str(work / "objects"))
    train(other, 1)
    tf.train.Checkpoint(variables=other.variables).read(str(work / "objects")).assert_consumed()
    assert evaluation(other) == trained
    tf.saved_model.save(model, str(work / "saved"), signatures=model.signatures)
    assert evaluation(tf.saved_model.load(str(work / "saved"))) == trained

    # Over its own variables.
    copy = work / "copy"
    shutil.copytree(folder, copy)
    itself = tf.saved_model.load(str(copy))
    itself.signatures["restore"](path=tf.constant(str(saved)))
    itself.signatures["save"](path=tf.constant(str(copy / "variables" / "variables")))
    assert evaluation(tf.saved_model.load(str(copy))) == trained
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        tf.compat.v1.saved_model.load(session, ["serve"], str(copy))
        assert {v.op.name for v in tf.compat.v1.global_variables()} == set(stored)
        assert not session.run(tf.compat.v1.report_uninitialized_variables()).size
    passed += 6


def check_newton(newton, folder, work):
    """The command evaluates what was trained here, and goes on with it."""
    global passed

    def run(*arguments):
        return subprocess.run([newton, *map(str, arguments)], check=True, capture_output=True, text=True).stdout

    before = run("evaluate", "--model", folder)
    after = run("evaluate", "--model", work / "copy")
    assert after != before, after
    assert after == run("evaluate", "--model", folder, "--checkpoint", work / "new/folders/checkpoint")
    run("train", "--recipe", folder / "assets.extra/recipe.yaml", "--from", work / "copy", "--steps", 20, "--run", work / "on")
    first = json.loads((work / "on/metrics.jsonl").read_text().splitlines()[0])
    step = int(tf.train.load_variable(str(work / "new/folders/checkpoint"), "step"))
    assert first["step"] == step + 1, first
    passed += 2


def check_modes(folder):
    """Files and folders have the modes that others get."""
    mask = os.umask(0)
    os.umask(mask)
    for path in folder.rglob("*"):
        found, full = stat.S_IMODE(path.stat().st_mode), 0o777 if path.is_dir() else 0o666
        assert found == full & ~mask, f"{path}: mode {found:o}"


def check_stateless(newton, work):
    """Exports without variables load in TensorFlow 1's loaders too, and in the tool that uses them."""
    global passed
    model = work / "for-all-loaders"
    permutation = export(newton, model, "neuralsort", n=3)(scores=tf.constant([[3.0, 1.0, 2.0]]))["permutation"]
    check_modes(model)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        signature = tf.compat.v1.saved_model.load(session, ["serve"], str(model)).signature_def["serving_default"]
        found = session.run(signature.outputs["permutation"].name, {signature.inputs["scores"].name: [[3.0, 1.0, 2.0]]})
    check("NeuralSort in TensorFlow 1's loader", found, permutation, "float32")
    tool = [sys.executable, "-m", "tensorflow.python.tools.saved_model_cli", "run", "--dir", model, "--tag_set", "serve"]
    options = ["--signature_def", "serving_default", "--input_exprs", "scores=[[3.,1.,2.]]", "--outdir", work, "--overwrite"]
    subprocess.run([*map(str, tool), *map(str, options)], check=True, capture_output=True)
    check("NeuralSort in saved_model_cli", np.load(work / "permutation.npy"), permutation, "float32")


def main():
    newton = str(pathlib.Path(sys.argv[1]).resolve())
    vectors, work = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    check_sorts(newton, vectors, work)
    check_losses(newton, vectors, work)
    check_top_k(newton, work)
    check_lists(newton, work)
    check_symmetries(newton, work)
    check_shortest_paths(newton, vectors, work)
    check_relaxed_paths(newton, vectors, work)
    check_smoothed_paths(newton, vectors, work)
    check_own_maps(newton, work)
    check_stateless(newton, work)
    for k, model in enumerate(map(pathlib.Path, sys.argv[4:])):
        check_modes(model)
        check_training(model)
        saved = work / f"saved-{k}"
        saved.mkdir()
        check_saving(model, saved)
        if k == 0:
            check_newton(newton, model, saved)
    print(f"TensorFlow {tf.__version__}")
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
