import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { readVgg16 } from '../../../../src-main/network/weights/load-vgg16.ts';
import { encodeSafetensors } from '../../../../src-main/weights/safetensors.ts';
import { largestDifference } from '../../../small-network.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { askPython, entriesOf, pytorchMissing, unpack } from '../../graph/pytorch.ts';

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
`;

/** Saves a VGG16 with random weights in each of the ways that are asked for, and what it makes of random images. */
const SAVE_ALL = `${MODEL}
answer = {}
for case in given:
    net = Net(case['name'], STAGES, case['bias'], case['norm'])
    save(net, case['way'], case['path'])
    images = torch.rand(4, 3, 32, 32)
    answer[case['path']] = pack({'images': images.numpy(), 'logits': net(images).detach().numpy()})`;

interface Case {
  readonly name?: string;
  readonly bias?: boolean;
  readonly norm?: boolean;
  readonly way?: string;
}

const READ: readonly (readonly [what: string, saved: Case, tolerance: number])[] = [
  ["torchvision's names, with biases of the convolutions", {}, 1e-4],
  ["the pruning literature's names, without them", { name: 'feature', bias: false }, 1e-4],
  ['a checkpoint of a DataParallel network, with its optimizer', { way: 'checkpoint' }, 1e-4],
  ['tensors that do not lie in order (would catch strides ignored)', { way: 'strided' }, 1e-4],
  ['parameters instead of tensors', { way: 'parameters' }, 1e-4],
  ['float64', { way: 'double' }, 1e-4],
  ['float16', { way: 'half' }, 0.05],
];

const REFUSED: readonly (readonly [what: string, saved: Case, message: RegExp])[] = [
  ['a whole network', { way: 'module' }, /asks for .*torch\.save\(model\.state_dict\(\)/],
  ['a file older than PyTorch 1.6', { way: 'legacy' }, /before version 1\.6/],
  ['a VGG16 without batch normalisation', { norm: false }, /no batch normalisation/],
];

describe.skipIf(pytorchMissing !== undefined)(`weights saved by PyTorch ${pytorchMissing ?? ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-test-'));
  const pathOf = (saved: Case): string => join(folder, `vgg-${Object.values(saved).join('-')}.pth`);
  let answers: ReadonlyMap<string, unknown> = new Map();

  // One process for all: starting PyTorch takes longer than all the rest.
  beforeAll(() => {
    const cases = [...READ, ...REFUSED].map(([, saved]) => ({
      name: 'features',
      bias: true,
      norm: true,
      way: 'plain',
      ...saved,
      path: pathOf(saved),
    }));
    answers = new Map(entriesOf(askPython(SAVE_ALL, cases)));
  }, 240_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(READ)('compute here what they do there: %s', async (_, saved, tolerance) => {
    const path = pathOf(saved);
    const { images, logits } = unpack(answers.get(path));
    if (images === undefined || logits === undefined) throw new Error('PyTorch gave no answer');
    const { network } = await readVgg16(path, 32);
    const executable = await createOnnxRuntimeBackend({ device: 'cpu' }).load(network);
    const computed = await executable.run({ images });
    await executable.release();
    if (computed.logits?.type !== 'float32') throw new Error('no logits');
    expect(logits.shape).toEqual([4, 10]);
    expect(largestDifference(logits.data, new Float32Array(40))).toBeGreaterThan(0.1);
    expect(largestDifference(computed.logits.data, logits.data)).toBeLessThan(tolerance);
  });

  it.each(REFUSED)('are refused with the file and a way out: %s', async (_, saved, message) => {
    const path = pathOf(saved);
    const reading = readVgg16(path, 32);
    await expect(reading).rejects.toMatchObject({ code: 'bad-network', message: expect.stringMatching(message) });
    await expect(reading).rejects.toThrow(path);
  });

  it('say where they were found and what was converted', async () => {
    expect((await readVgg16(pathOf({ way: 'checkpoint' }), 32)).notes.join()).toContain('found under "state_dict"');
    expect((await readVgg16(pathOf({ way: 'half' }), 32)).notes.join()).toContain('float16 converted to float32');
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

  it('are refused in one line where the network is another, with what differs (would catch fifty lines of names)', async () => {
    const path = join(temporaryFolder(), 'weights.safetensors');
    const { weights } = network;
    const refusal = async (changed: typeof weights, ...messages: readonly RegExp[]) => {
      writeFileSync(path, encodeSafetensors(changed));
      const reading = readVgg16(path, 32);
      for (const message of messages) await expect(reading).rejects.toThrow(message);
      await reading.catch((error: unknown) => {
        expect(String(error).length).toBeLessThan(600);
        expect(String(error)).not.toContain('\n');
      });
    };
    const convolution = floatTensor([1, 1, 1, 1], [1]);
    await refusal(
      new Map([...weights, ...[4, 5, 6].map((layer) => [`conv5_${layer}.weight`, convolution] as const)]),
      /16 convolutions \(conv1_1, conv1_2, …, conv5_6\) and not 13/,
    );
    const heads = [0, 3, 6].map((layer) => [`classifier.${layer}.weight`, floatTensor([1, 2], [1, 2])] as const);
    const headless = [...weights].filter(([name]) => !name.startsWith('classifier'));
    await refusal(
      new Map([...headless, ...heads]),
      /ends in 3 linear layers \(classifier\.0 \[1, 2\], .*one linear layer \[classes, channels\]/,
    );
    await refusal(new Map(headless), /no linear layer/);
    await refusal(new Map([...weights, ['odd', floatTensor([1], [1])]]), /tensors without a layer is not known/);
    const renamed = [...weights].map(([name, tensor]) => [name.replace('conv2_1.', 'second.'), tensor] as const);
    await refusal(new Map(renamed), /can't be told from their names/);
  });
});
