"""Trains VGG16 on CIFAR-10 in PyTorch with the recipe of resources/recipes/cifar10-quarter-l1.json.

usage: python3 train_vgg16.py CIFAR_FOLDER [--width 0.25] [--epochs 12] [--seed 1]

Same network, initialisation scheme, augmentation, schedule and sparsity as Espalier; prints one JSON line an epoch.
"""
import argparse
import json
import math
import pathlib
import time

import numpy
import torch
from torch import nn

STAGES = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]]


def build(width, classes=10):
    layers, channels = [], 3
    for index, stage in enumerate(STAGES):
        for filters in stage:
            count = max(1, round(filters * width))
            convolution = nn.Conv2d(channels, count, 3, padding=1, bias=False)
            nn.init.normal_(convolution.weight, 0, math.sqrt(2 / (9 * count)))
            normalisation = nn.BatchNorm2d(count)
            nn.init.constant_(normalisation.weight, 0.5)
            layers += [convolution, normalisation, nn.ReLU(inplace=True)]
            channels = count
        if index < len(STAGES) - 1:
            layers.append(nn.MaxPool2d(2))
    classifier = nn.Linear(channels, classes)
    nn.init.normal_(classifier.weight, 0, math.sqrt(2 / channels))
    nn.init.zeros_(classifier.bias)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), classifier)


def read(folder, names):
    records = numpy.concatenate([numpy.fromfile(folder / name, numpy.uint8).reshape(-1, 3073) for name in names])
    return torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32).copy()), torch.from_numpy(records[:, 0].astype(numpy.int64))


def augment(images):
    count = images.shape[0]
    padded = nn.functional.pad(images, (4, 4, 4, 4))
    rows = torch.randint(0, 9, (count, 1, 1)) + torch.arange(32).view(1, 32, 1)
    columns = torch.randint(0, 9, (count, 1, 1)) + torch.arange(32).view(1, 1, 32)
    flipped = torch.rand(count, 1, 1) < 0.5
    columns = torch.where(flipped, columns.flip(2), columns)
    batch = torch.arange(count).view(count, 1, 1)
    return padded[batch, :, rows, columns].permute(0, 3, 1, 2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--width", type=float, default=0.25)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    train_images, train_labels = read(options.folder, [f"data_batch_{batch}.bin" for batch in range(1, 6)])
    test_images, test_labels = read(options.folder, ["test_batch.bin"])
    scaled = train_images.float() / 255
    mean, deviation = scaled.mean((0, 2, 3)).view(1, 3, 1, 1), scaled.std((0, 2, 3)).view(1, 3, 1, 1)
    train_images = (scaled - mean) / deviation
    test_images = (test_images.float() / 255 - mean) / deviation
    model = build(options.width)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    steps = len(train_images) // options.batch
    for epoch in range(options.epochs):
        model.train()
        order, started, losses = torch.randperm(len(train_images)), time.time(), 0.0
        for step in range(steps):
            chosen = order[step * options.batch:(step + 1) * options.batch]
            progress = (epoch * steps + step) / (options.epochs * steps)
            for group in optimizer.param_groups:
                group["lr"] = 0.1 * 0.5 * (1 + math.cos(math.pi * progress))
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(augment(train_images[chosen])), train_labels[chosen])
            loss.backward()
            for module in model.modules():
                if isinstance(module, nn.BatchNorm2d):
                    module.weight.grad += 1e-4 * module.weight.detach().sign()
            optimizer.step()
            losses += loss.item()
        seconds = time.time() - started
        model.eval()
        with torch.no_grad():
            guesses = torch.cat([model(part).argmax(1) for part in test_images.split(500)])
        accuracy = (guesses == test_labels).float().mean().item()
        print(json.dumps({"epoch": epoch + 1, "loss": losses / steps, "testAccuracy": accuracy, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
