"""The peer of the sketch benchmark: one singular value decomposition a layer by numpy, which gives the optimum.

Reads a list of {"path": float32 file, "shape", "keptInputs", "rows"} as JSON from standard input and answers with
{"name", "value"}, seconds.
"""
import json
import sys
import time

import numpy

seconds = 0.0
for layer in json.load(sys.stdin):
    weights = numpy.fromfile(layer["path"], numpy.float32).reshape(layer["shape"])[:, layer["keptInputs"]]
    matrix = weights.reshape(len(weights), -1).astype(numpy.float64)
    start = time.perf_counter()
    _, values, directions = numpy.linalg.svd(matrix, full_matrices=False)
    sketch = values[: layer["rows"], None] * directions[: layer["rows"]]
    seconds += time.perf_counter() - start

print(json.dumps({"name": f"numpy {numpy.__version__} linalg.svd", "value": seconds}))
