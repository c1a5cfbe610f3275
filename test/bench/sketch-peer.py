"""The peer of the sketch benchmark: one singular value decomposition a layer by numpy, which gives the optimum.

Reads a list of {"path": float32 file, "shape", "keptInputs", "rows"} as JSON from standard input and answers with
{"name", "seconds", "layers": [{"optimumError", "milliseconds"}]}.
"""
import json
import sys
import time

import numpy

layers = []
for layer in json.load(sys.stdin):
    weights = numpy.fromfile(layer["path"], numpy.float32).reshape(layer["shape"])[:, layer["keptInputs"]]
    matrix = weights.reshape(len(weights), -1).astype(numpy.float64)
    start = time.perf_counter()
    _, values, directions = numpy.linalg.svd(matrix, full_matrices=False)
    sketch = values[: layer["rows"], None] * directions[: layer["rows"]]
    milliseconds = (time.perf_counter() - start) * 1000
    optimum = values[layer["rows"]] ** 2 if layer["rows"] < len(values) else 0.0
    layers.append({"optimumError": optimum / (values**2).sum(), "milliseconds": milliseconds})

seconds = sum(layer["milliseconds"] for layer in layers) / 1000
print(json.dumps({"name": f"numpy {numpy.__version__} linalg.svd", "seconds": seconds, "layers": layers}))
