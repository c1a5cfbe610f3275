import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { readDetector } from '../../../../src-main/graph/detector.ts';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import { floatTensor, type FloatTensor, type Tensor } from '../../../../src-main/graph/tensor.ts';
import { buildCenterNet } from '../../../../src-main/network/centernet/centernet.ts';
import { readCenterNet } from '../../../../src-main/network/centernet/load-centernet.ts';
import { encodeSafetensors } from '../../../../src-main/weights/safetensors.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { largestDifference } from '../../../small-network.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { askPython, entriesOf, pack, pytorchMissing, unpack, type Tensors } from '../../graph/pytorch.ts';

const INPUT = { height: 64, width: 96 };
const NARROW = { classes: 4, width: 0.125, headChannels: 64, input: INPUT, seed: 3 };

/**
 * The network as its authors describe it, on torchvision's ResNet-18. `model` loads a state dict strictly, so that every name and shape
 * has to be theirs.
 */
const MODEL = `
import torch, torch.nn as nn, torchvision
torch.manual_seed(3)
class CenterNet(nn.Module):
    def __init__(self, classes, width=1.0, head=64):
        super().__init__()
        n = lambda count: max(1, round(count * width))
        class Block(torchvision.models.resnet.BasicBlock):
            def __init__(self, inplanes, planes, stride=1, downsample=None, *rest):
                super().__init__(inplanes, planes, stride, downsample)
        stem = torchvision.models.resnet18()
        self.conv1, self.bn1, self.relu, self.maxpool = nn.Conv2d(3, n(64), 7, 2, 3, bias=False), nn.BatchNorm2d(n(64)), stem.relu, stem.maxpool
        channels = n(64)
        for stage, count in enumerate([64, 128, 256, 512]):
            blocks = []
            for block in range(2):
                stride = 2 if stage > 0 and block == 0 else 1
                down = nn.Sequential(nn.Conv2d(channels, n(count), 1, stride, bias=False), nn.BatchNorm2d(n(count))) if stride == 2 else None
                blocks.append(Block(channels, n(count), stride, down))
                channels = n(count)
            setattr(self, f'layer{stage + 1}', nn.Sequential(*blocks))
        deconvolutions = []
        for _ in range(3):
            deconvolutions += [nn.ConvTranspose2d(channels, n(256), 4, 2, 1, bias=False), nn.BatchNorm2d(n(256)), nn.ReLU()]
            channels = n(256)
        self.deconv_layers = nn.Sequential(*deconvolutions)
        for name, count in [('hm', classes), ('wh', 2), ('reg', 2)]:
            setattr(self, name, nn.Sequential(nn.Conv2d(channels, n(head), 3, padding=1), nn.ReLU(), nn.Conv2d(n(head), count, 1)))
    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.deconv_layers(self.layer4(self.layer3(self.layer2(self.layer1(x)))))
        return {name: getattr(self, name)(x) for name in ['hm', 'wh', 'reg']}
def trained(net):
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5); nn.init.normal_(module.bias, 0, 0.2)
            nn.init.normal_(module.running_mean, 0, 0.2); nn.init.uniform_(module.running_var, 0.5, 2)
    return net.eval()
`;

function images(): FloatTensor {
  const random = createRandom(5, 'images');
  const shape = [2, 3, INPUT.height, INPUT.width];
  return floatTensor(
    shape,
    Float32Array.from({ length: 2 * 3 * INPUT.height * INPUT.width }, () => random.uniform()),
  );
}

async function run(network: Graph, given: FloatTensor): Promise<Tensors> {
  const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(network);
  const outputs = await executable.run({ images: given });
  await executable.release();
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, tensor]) => (tensor.type === 'float32' ? [[name, tensor]] : [])),
  );
}

function expectSameOutputs(found: Tensors, expected: Tensors): void {
  for (const name of ['hm', 'wh', 'reg']) {
    const { data = [] } = expected[name] ?? {};
    expect(found[name]?.shape).toEqual(expected[name]?.shape);
    const largest = largestDifference(data, new Float32Array(data.length));
    expect(largest, name).toBeGreaterThan(1e-3);
    expect(largestDifference(found[name]?.data ?? [], data), name).toBeLessThan(1e-4 * Math.max(1, largest));
  }
}

function parameters({ weights }: Graph): number {
  const trainable = [...weights].filter(([name]) => !name.includes('running_'));
  return trainable.reduce((sum, [, { data }]) => sum + data.length, 0);
}

/** The weights as training might leave them: statistics of their own, and sizes and offsets that are not almost 0. */
function asTrained(weights: ReadonlyMap<string, Tensor>): Map<string, FloatTensor> {
  const random = createRandom(9, 'trained');
  const change = (name: string, value: number): number => {
    if (name.endsWith('running_var')) return 0.5 + random.uniform();
    if (name.endsWith('running_mean')) return random.normal() * 0.2;
    return /^(wh|reg)\.2/.test(name) ? value + random.normal() : value;
  };
  const trained = new Map<string, FloatTensor>();
  for (const [name, tensor] of weights) {
    if (tensor.type !== 'float32') continue;
    trained.set(
      name,
      floatTensor(
        tensor.shape,
        tensor.data.map((value) => change(name, value)),
      ),
    );
  }
  return trained;
}

describe('CenterNet', () => {
  it('has the 15.816 million parameters of the authors’ res_18 for 10 classes, and 17.146 with heads of 256', () => {
    const options = { classes: 10, width: 1, input: { height: 512, width: 512 }, seed: 1 };
    expect(parameters(buildCenterNet({ ...options, headChannels: 64 }))).toBe(15_815_822);
    expect(parameters(buildCenterNet({ ...options, headChannels: 256 }))).toBe(17_146_190);
  });

  it('starts with rare objects, and says how its outputs are read', () => {
    const network = buildCenterNet(NARROW);
    expect(readDetector(network)).toMatchObject({
      kind: 'centernet',
      classes: 4,
      heatmap: 'hm',
      size: 'wh',
      offset: 'reg',
      stride: 4,
    });
    const bias = network.weights.get('hm.2.bias');
    expect(Array.from(bias?.data ?? [], Number).every((value) => Math.abs(value + 2.19) < 1e-6)).toBe(true);
  });

  it('refuses images that its strides do not divide', () => {
    expect(() => buildCenterNet({ ...NARROW, input: { height: 64, width: 100 } })).toThrow(/32 divides, not 64×100/);
  });

  it.skipIf(pytorchMissing !== undefined)(
    `computes what PyTorch does of the same weights by the same names ${pytorchMissing ?? ''}`,
    async () => {
      const built = buildCenterNet(NARROW);
      const weights = asTrained(built.weights);
      const given = images();
      const answer = askPython(
        `${MODEL}
net = CenterNet(4, 0.125).eval()
state = {n: torch.tensor(a) for n, a in unpack(given['weights']).items()}
missing, unexpected = net.load_state_dict(state, strict=False)
assert not unexpected and all(n.endswith('num_batches_tracked') for n in missing), (missing, unexpected)
answer = pack({n: v.detach().numpy() for n, v in net(torch.tensor(unpack(given['images'])['images'])).items()})`,
        { weights: pack(Object.fromEntries(weights)), images: pack({ images: given }) },
      );
      expectSameOutputs(await run({ ...built, weights }, given), unpack(answer));
    },
    60_000,
  );
});

/** What Python saves, as `state`, and has as `outputs`, by the name of the file. */
const SAVED = {
  checkpoint: `
net = trained(CenterNet(4, 0.25))
outputs = net(x)
state = {'epoch': 140, 'state_dict': {'module.' + n: v for n, v in net.state_dict().items()}}`,
  'other-classes': `
net = trained(CenterNet(80, 0.125))
outputs = net(x)
state = net.state_dict()`,
  resnet18: 'state, outputs = torchvision.models.resnet18().state_dict(), {}',
  resnet34: 'state, outputs = torchvision.models.resnet34().state_dict(), {}',
};

describe.skipIf(pytorchMissing !== undefined)(
  `CenterNet's weights from files of PyTorch ${pytorchMissing ?? ''}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'espalier-test-'));
    const given = images();
    let answers: ReadonlyMap<string, unknown> = new Map();
    const pathOf = (name: keyof typeof SAVED): string => join(folder, `${name}.pth`);
    const outputsOf = (name: keyof typeof SAVED): Tensors => unpack(answers.get(name));

    // One process for all: starting PyTorch takes longer than all the rest.
    beforeAll(() => {
      const prepare = `${MODEL}\nx, answer = torch.tensor(unpack(given['images'])['images']), {}`;
      const code = Object.entries(SAVED).map(
        ([name, lines]) => `${lines}
torch.save(state, given['folder'] + '/${name}.pth')
answer['${name}'] = pack({n: v.detach().numpy() for n, v in outputs.items()})`,
      );
      answers = new Map(
        entriesOf(askPython([prepare, ...code].join('\n'), { folder, images: pack({ images: given }) })),
      );
    }, 120_000);

    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it('compute here what they do there: a checkpoint of the authors’, of another width than asked for', async () => {
      const { network, notes } = await readCenterNet(NARROW, pathOf('checkpoint'));
      expectSameOutputs(await run(network, given), outputsOf('checkpoint'));
      expect(notes.join()).not.toContain('fresh');
    });

    it('of other classes give all but the layer that tells them apart', async () => {
      const { network, notes } = await readCenterNet(NARROW, pathOf('other-classes'));
      const found = await run(network, given);
      const expected = outputsOf('other-classes');
      expect(largestDifference(found['wh']?.data ?? [], expected['wh']?.data ?? [])).toBeLessThan(1e-4);
      expect(found['hm']?.shape).toEqual([2, 4, 16, 24]);
      expect(notes.join()).toMatch(/fresh initial weights for hm\.2$/);
    });

    it('of torchvision’s ResNet-18 give the backbone, and the rest is drawn', async () => {
      const { network, notes } = await readCenterNet(NARROW, pathOf('resnet18'));
      expect(notes.join()).toMatch(/fresh initial weights for deconv_layers, hm, wh, reg; its fc not needed$/);
      expect(network.weights.get('layer4.1.conv2.weight')?.shape).toEqual([512, 512, 3, 3]);
      expect(network.weights.get('deconv_layers.0.weight')?.shape).toEqual([512, 32, 4, 4]);
    });

    it('of a deeper ResNet are refused with what gives it away', async () => {
      const reading = readCenterNet(NARROW, pathOf('resnet34'));
      await expect(reading).rejects.toThrow(
        /resnet34\.pth: it has a layer "layer1\.2\.\w+", so its backbone is no ResNet-18/,
      );
    });
  },
);

describe("CenterNet's weights in safetensors", () => {
  const network = buildCenterNet(NARROW);
  const write = (weights: Graph['weights']): string => {
    const path = join(temporaryFolder(), 'weights.safetensors');
    writeFileSync(path, encodeSafetensors(weights));
    return path;
  };

  it('that we wrote come back as the same network, also one of fewer filters', async () => {
    const read = await readCenterNet({ ...NARROW, width: 1, seed: 8 }, write(network.weights));
    expect(read.network.weights).toEqual(network.weights);
    expect(read.network.nodes).toEqual(network.nodes);
  });

  it('are refused where a layer is missing, or of another shape, with its name', async () => {
    const without = new Map([...network.weights].filter(([name]) => name !== 'layer3.0.bn2.bias'));
    await expect(readCenterNet(NARROW, write(without))).rejects.toThrow(/"layer3\.0\.bn2\.bias" is missing/);
    const uneven = new Map([
      ...network.weights,
      ['layer2.1.conv2.weight', floatTensor([1, 16, 3, 3], new Float32Array(144))],
    ]);
    await expect(readCenterNet(NARROW, write(uneven))).rejects.toThrow(/"layer2\.1\.bn2\.weight" has the shape \[16\]/);
    const other = new Map([['features.0.weight', floatTensor([1], [1])]]);
    await expect(readCenterNet(NARROW, write(other))).rejects.toThrow(/no "conv1\.weight" \[filters, 3, 7, 7\]/);
  });
});
