"""Scores the items of a list, each a line of numbers on the standard input: score.py MODEL < rows."""
import sys

import numpy as np
import tensorflow as tf

model = tf.saved_model.load(sys.argv[1])
rows = np.loadtxt(sys.stdin, dtype=np.float32, ndmin=2)
scores = model.signatures["serving_default"](features=tf.constant(rows[np.newaxis]))["scores"]
for score in scores[0].numpy():
    print(score)
