"""Times VGG16 training steps in PyTorch. Reads `WIDTH BATCH`, then one line a request; answers each with one step's milliseconds."""
import sys
import time

import torch
from train_vgg16 import build

width, batch = sys.stdin.readline().split()
torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[1]))
model = build(float(width))
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
images, labels = torch.randn(int(batch), 3, 32, 32), torch.arange(int(batch)) % 10
for _ in sys.stdin:
    started = time.perf_counter()
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(model(images), labels).backward()
    optimizer.step()
    print((time.perf_counter() - started) * 1000, flush=True)
