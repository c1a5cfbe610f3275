"""The peer of the data benchmark: PyTorch's DataLoader with torchvision's usual transforms, written with torch operations.

Reads {"images": path, "labels": path, "batchSize", "mean", "deviation"} as JSON from
standard input and answers with {"name", "value"}, images a second.
"""
import json
import statistics
import sys
import time

import numpy
import torch
import torch.nn.functional as functional
from torch.utils.data import DataLoader, Dataset


class Images(Dataset):
    def __init__(self, setting):
        pixels = numpy.fromfile(setting["images"], numpy.uint8).reshape(-1, 3, 32, 32)
        self.images = torch.from_numpy(pixels)
        self.labels = torch.from_numpy(numpy.fromfile(setting["labels"], numpy.uint8)).long()
        self.mean = torch.tensor(setting["mean"]).reshape(3, 1, 1)
        self.deviation = torch.tensor(setting["deviation"]).reshape(3, 1, 1)

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        padded = functional.pad(self.images[index], (4, 4, 4, 4))
        top, left, flip = torch.randint(0, 9, (1,)).item(), torch.randint(0, 9, (1,)).item(), torch.rand(1).item() < 0.5
        image = padded[:, top : top + 32, left : left + 32]
        if flip:
            image = image.flip(2)
        return image.float().div_(255).sub_(self.mean).div_(self.deviation), self.labels[index]


def seconds_of_pass(loader):
    start = time.perf_counter()
    for _ in loader:
        pass
    return time.perf_counter() - start


def main():
    setting = json.load(sys.stdin)
    torch.manual_seed(1)
    images = Images(setting)
    loader = DataLoader(images, setting["batchSize"], shuffle=True, drop_last=True, num_workers=1, persistent_workers=True)
    seconds_of_pass(loader)
    seconds = statistics.median(seconds_of_pass(loader) for _ in range(3))
    answer = {
        "name": f"PyTorch {torch.__version__} DataLoader, 1 worker",
        "value": len(loader) * setting["batchSize"] / seconds,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
