"""Times a network in PyTorch. Arguments: ONNX file, `train` or `infer`, batch, threads; reads one line a request, answers each with
the milliseconds of one training step (the loss a mean of squares of all outputs, SGD with momentum and weight decay) or forward pass."""
import os
import sys
import time

# OpenBLAS's threads, which convolutions don't use, keep a core busy for a while after every product, to the loss of both sides.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import torch
from onnx_network import OnnxNetwork

path, mode, batch, threads = sys.argv[1:]
torch.manual_seed(1)
torch.set_num_threads(int(threads))
network = OnnxNetwork(path)
images = torch.randn(int(batch), *[dim.dim_value for dim in network.image_shape[1:]])
optimizer = torch.optim.SGD(network.parameters(), lr=1e-4, momentum=0.9, weight_decay=5e-4)


def train():
    optimizer.zero_grad()
    sum(output.square().mean() for output in network(images)).backward()
    optimizer.step()


def infer():
    with torch.no_grad():
        network(images)


network.train(mode == "train")
run = train if mode == "train" else infer
for _ in sys.stdin:
    started = time.perf_counter()
    run()
    print((time.perf_counter() - started) * 1000, flush=True)
