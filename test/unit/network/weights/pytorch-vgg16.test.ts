import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { readVgg16 } from '../../../../src-main/network/weights/load-vgg16.ts';
import { encodeSafetensors } from '../../../../src-main/weights/safetensors.ts';
import { largestDifference } from '../../../small-network.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { askPython, pytorchMissing, unpack } from '../../graph/pytorch.ts';

const MODEL = `
import torch, torch.nn as nn
torch.manual_seed(3)
def vgg(stage_filters, conv_bias, norm=True):
    layers, channels = [], 3
    for index, stage in enumerate(stage_filters):
        for filters in stage:
            layers.append(nn.Conv2d(channels, filters, 3, padding=1, bias=conv_bias))
            if norm: layers.append(nn.BatchNorm2d(filters))
            layers.append(nn.ReLU(inplace=True))
            channels = filters
        if index < 4: layers.append(nn.MaxPool2d(2, 2))
    return nn.Sequential(*layers), channels
class Net(nn.Module):
    def __init__(self, name, stage_filters, conv_bias, norm=True):
        super().__init__()
        self.part = name
        features, channels = vgg(stage_filters, conv_bias, norm)
        setattr(self, name, features)
        self.classifier = nn.Linear(channels, 10)
    def forward(self, x):
        return self.classifier(getattr(self, self.part)(x).mean((2, 3)))
STAGES = [[4, 5], [8, 9], [16, 7, 12], [16, 16, 16], [16, 16, 15]]
def save(net, way, path):
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5); nn.init.normal_(module.bias, 0, 0.2)
            nn.init.normal_(module.running_mean, 0, 0.2); nn.init.uniform_(module.running_var, 0.5, 2)
    net.eval()
    state = net.state_dict()
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    if way == 'checkpoint':
        state = {'epoch': 3, 'best_prec1': torch.tensor(93.5), 'arch': 'vgg',
                 'state_dict': {'module.' + k: v for k, v in state.items()}, 'optimizer': optimiser.state_dict()}
    if way == 'strided':
        state = {k: v.to(memory_format=torch.channels_last) if v.dim() == 4 else v for k, v in state.items()}
        state['classifier.weight'] = state['classifier.weight'].t().contiguous().t()
    if way == 'parameters':
        state = {k: nn.Parameter(v) if v.is_floating_point() else v for k, v in state.items()}
    if way == 'half': state = {k: v.half() for k, v in state.items()}
    if way == 'double': state = {k: v.double() for k, v in state.items()}
    torch.save(net if way == 'module' else state, path, _use_new_zipfile_serialization=way != 'legacy')
def images(): return torch.rand(4, 3, 32, 32)
`;

interface Case {
  readonly name?: string;
  readonly bias?: boolean;
  readonly norm?: boolean;
  readonly way?: string;
}

/** Saves a VGG16 with random weights of PyTorch's and asks what it says of random images. */
function saveInPython({ name = 'features', bias = true, norm = true, way = 'plain' }: Case, path: string) {
  const answer = askPython(
    `${MODEL}
net = Net(given['name'], STAGES, given['bias'], given['norm'])
save(net, given['way'], given['path'])
x = images()
answer = pack({'images': x.numpy(), 'logits': net(x).detach().numpy()})`,
    { name, bias, norm, way, path },
  );
  return unpack(answer);
}

describe.skipIf(pytorchMissing !== undefined)(`weights saved by PyTorch ${pytorchMissing ?? ''}`, () => {
  it.each<[string, Case, number]>([
    ["torchvision's names, with biases of the convolutions", {}, 1e-4],
    ["the pruning literature's names, without them", { name: 'feature', bias: false }, 1e-4],
    ['a checkpoint of a DataParallel network, with its optimizer', { way: 'checkpoint' }, 1e-4],
    ['tensors that do not lie in order (would catch strides ignored)', { way: 'strided' }, 1e-4],
    ['parameters instead of tensors', { way: 'parameters' }, 1e-4],
    ['float64', { way: 'double' }, 1e-4],
    ['float16', { way: 'half' }, 0.05],
  ])('compute here what they do there: %s', async (_, saved, tolerance) => {
    const path = join(temporaryFolder(), 'weights.pth');
    const { images, logits } = saveInPython(saved, path);
    const { network } = await readVgg16(path, 32);
    const executable = await createOnnxRuntimeBackend({ device: 'cpu' }).load(network);
    const computed = await executable.run({ images: images ?? floatTensor([0], []) });
    await executable.release();
    if (computed.logits?.type !== 'float32' || logits === undefined) throw new Error('no logits');
    expect(logits.shape).toEqual([4, 10]);
    expect(largestDifference(logits.data, new Float32Array(40))).toBeGreaterThan(0.1);
    expect(largestDifference(computed.logits.data, logits.data)).toBeLessThan(tolerance);
  });

  it.each<[string, Case, RegExp]>([
    ['a whole network', { way: 'module' }, /asks for .*torch\.save\(model\.state_dict\(\)/],
    ['a file older than PyTorch 1.6', { way: 'legacy' }, /before version 1\.6/],
    ['a VGG16 without batch normalisation', { norm: false }, /no batch normalisation/],
  ])('are refused with the file and a way out: %s', async (_, saved, message) => {
    const path = join(temporaryFolder(), 'weights.pth');
    saveInPython(saved, path);
    await expect(readVgg16(path, 32)).rejects.toMatchObject({
      code: 'bad-network',
      message: expect.stringMatching(message),
    });
    await expect(readVgg16(path, 32)).rejects.toThrow(path);
  });
});

describe('weights in safetensors', () => {
  const network = buildVgg16({ classes: 10, width: 0.0625, seed: 5 });

  it('that we wrote come back as the same network', async () => {
    const path = join(temporaryFolder(), 'weights.safetensors');
    writeFileSync(path, encodeSafetensors(network.weights));
    expect((await readVgg16(path, 32)).network.weights).toEqual(network.weights);
  });

  it('are refused where a layer is missing, or of another shape, with its name', async () => {
    const path = join(temporaryFolder(), 'weights.safetensors');
    const { weights } = network;
    const refusal = async (changed: typeof weights, message: RegExp) => {
      writeFileSync(path, encodeSafetensors(changed));
      await expect(readVgg16(path, 32)).rejects.toThrow(message);
    };
    await refusal(new Map([...weights].filter(([name]) => name !== 'conv3_1.weight')), /12 convolutions/);
    await refusal(
      new Map([...weights].filter(([name]) => name !== 'classifier.bias')),
      /"classifier\.bias" is missing/,
    );
    await refusal(
      new Map([...weights, ['conv2_1.weight', floatTensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])]]),
      /"conv2_1\.weight" has the shape \[1, 1, 3, 3\]/,
    );
    await refusal(
      new Map([...weights, ['classifier.bias', floatTensor([10], Array<number>(10).fill(Number.NaN))]]),
      /not finite/,
    );
  });
});
