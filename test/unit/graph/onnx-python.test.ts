import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { withBatchSize, type Graph } from '../../../src-main/graph/graph.ts';
import { decodeOnnx } from '../../../src-main/graph/onnx-reader.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { floatTensor, zeros, type FloatTensor } from '../../../src-main/graph/tensor.ts';
import { momentumName } from '../../../src-main/graph/optimizer.ts';
import { buildTrainingStep } from '../../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { relativeDifference } from './gradient-check.ts';
import { askPython, entriesOf, onnxMissing, pytorchMissing, unpack } from './pytorch.ts';
import { smallNetwork } from './small-network.ts';

const backend = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });

function bytesOf(value: unknown): Uint8Array {
  return Uint8Array.from(Buffer.from(String(value), 'base64'));
}

async function runGraph(graph: Graph, inputs: Readonly<Record<string, FloatTensor>>): Promise<Float32Array> {
  const executable = await backend.load(graph);
  const results = await executable.run(inputs);
  await executable.release();
  const [output] = Object.values(results);
  if (output?.type !== 'float32') throw new Error('no float32 output');
  return output.data;
}

describe.skipIf(onnxMissing !== undefined)(`files we write, read by onnx ${onnxMissing ?? ''}`, () => {
  it.each([
    ['VGG16', buildVgg16({ classes: 10, width: 0.125, seed: 1 })],
    ['a residual network', smallNetwork()],
  ])('%s passes the checker, and onnx infers the shapes that we do', (_, graph) => {
    // Would catch a missing operator set import, an attribute of the wrong type, and a wrong shape rule.
    const answer = askPython(
      `
import onnx
model = onnx.load_from_string(base64.b64decode(given))
onnx.checker.check_model(model, full_check=True)
inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
answer = {v.name: [d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim] for v in list(inferred.graph.value_info) + list(inferred.graph.output)}
`,
      Buffer.from(encodeOnnx(graph, { key: 'value' })).toString('base64'),
    );
    const shapes = inferShapes(graph);
    const known = entriesOf(answer).filter(([value]) => value !== 'flat');
    expect(known.length).toBeGreaterThan(5);
    for (const [value, shape] of known) expect(shapes.get(value), value).toEqual(shape);
  });
});

describe.skipIf(onnxMissing !== undefined)(`files that onnx writes ${onnxMissing ?? ''}`, () => {
  let answer: Record<string, unknown> = {};
  beforeAll(() => {
    answer = Object.fromEntries(
      entriesOf(
        askPython(
          `
import onnx
from onnx import TensorProto as T, helper as h
rng = np.random.default_rng(1)
weight = rng.standard_normal((3, 2, 3, 3)).astype(np.float32)
nodes = [
    h.make_node('Conv', ['x', 'w', ''], ['conv'], pads=[1, 1, 1, 1]),
    h.make_node('Constant', [], ['shape'], value=h.make_tensor('', T.INT64, [2], [0, -1])),
    h.make_node('Reshape', ['conv', 'shape'], ['rows']),
    h.make_node('Slice', ['rows', 'starts', 'ends', 'axes'], ['cut']),
    h.make_node('Constant', [], ['half'], value_float=0.5),
    h.make_node('Mul', ['cut', 'half'], ['y']),
]
initializers = [
    h.make_tensor('w', T.FLOAT, weight.shape, weight.flatten().tolist()),
    h.make_tensor('starts', T.INT64, [1], [-5]),
    h.make_tensor('ends', T.INT64, [1], [2**63 - 1]),
    h.make_tensor('axes', T.INT64, [1], [-1]),
]
inputs = [
    h.make_tensor_value_info('x', T.FLOAT, ['batch', 2, 4, 4]),
    h.make_tensor_value_info('w', T.FLOAT, weight.shape),
    h.make_tensor_value_info('ends', T.INT64, [1]),
]
def save(nodes, outputs, valid=True):
    graph = h.make_graph(nodes, 'made', inputs, outputs, initializers)
    model = h.make_model(graph, opset_imports=[h.make_opsetid('', 13)])
    if valid:
        onnx.checker.check_model(model)
    return base64.b64encode(model.SerializeToString()).decode()
output = [h.make_tensor_value_info('y', T.FLOAT, ['batch', 5])]
x = rng.standard_normal((2, 2, 4, 4)).astype(np.float32)
padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
conv = np.zeros((2, 3, 4, 4), np.float32)
for i in range(4):
    for j in range(4):
        conv[:, :, i, j] = np.einsum('nchw,ochw->no', padded[:, :, i:i + 3, j:j + 3], weight)
answer = {
    'file': save(nodes, output),
    'values': pack({'x': x, 'w': weight, 'y': conv.reshape(2, -1)[:, -5:] * 0.5}),
    'shapeless': save(nodes, [h.make_tensor_value_info('y', T.FLOAT, None)], valid=False),
    'text': save([h.make_node('Constant', [], ['t'], value_string='words')] + nodes, output),
}
`,
          null,
        ),
      ),
    );
  });

  it('with typed data, constants, named dimensions and weights among the inputs', async () => {
    // Would catch reading raw_data only, 64-bit integers through doubles, and weights mistaken for inputs.
    const graph = decodeOnnx(bytesOf(answer['file']), 'made.onnx');
    const { x, w, y } = unpack(answer['values']);
    if (x === undefined || y === undefined) throw new Error('no values');
    expect(graph.inputs).toEqual([{ name: 'x', type: 'float32', shape: ['batch', 2, 4, 4] }]);
    expect(graph.operatorSet).toBe(13);
    expect(graph.weights.get('w')).toEqual(w);
    expect(graph.weights.get('ends')).toEqual({ type: 'int64', shape: [1], data: BigInt64Array.of(2n ** 63n - 1n) });
    expect(graph.nodes.map(({ name }) => name)).toEqual(['Conv_0', 'Reshape_1', 'Slice_2', 'Mul_3']);
    expect(inferShapes(graph).get('y')).toEqual(['batch', 5]);
    expect(inferShapes(withBatchSize(graph, 7)).get('rows')).toEqual([7, 48]);
    expect(relativeDifference(await runGraph(graph, { x }), y.data)).toBeLessThan(1e-5);
    const again = decodeOnnx(encodeOnnx(graph), 'again.onnx');
    expect(relativeDifference(await runGraph(again, { x }), y.data)).toBeLessThan(1e-5);
  });

  it('refuses an output without a shape, naming it', () => {
    // Would catch taking it for a scalar.
    expect(() => decodeOnnx(bytesOf(answer['shapeless']), 'made.onnx')).toThrow('made.onnx: "y" has no shape');
  });

  it('refuses a constant that holds no numbers, naming it', () => {
    expect(() => decodeOnnx(bytesOf(answer['text']), 'made.onnx')).toThrow('the constant "t" holds no numbers');
  });
});

describe.skipIf(pytorchMissing !== undefined)(`networks that PyTorch exports ${pytorchMissing ?? ''}`, () => {
  const files = new Map<string, Uint8Array>();
  let values: Record<string, FloatTensor> = {};
  const released: { release(): Promise<void> }[] = [];

  beforeAll(() => {
    const answer = Object.fromEntries(
      entriesOf(
        askPython(
          `
import io, warnings, torch
from torch import nn
warnings.simplefilter('ignore')
torch.manual_seed(3)
class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        self.left = nn.Sequential(nn.Conv2d(8, 8, 3, padding=1, groups=2), nn.BatchNorm2d(8), nn.LeakyReLU(0.1))
        self.right = nn.Conv2d(8, 8, 1)
        self.pool = nn.AvgPool2d(3, 2, 1, count_include_pad=False)
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.0), nn.Linear(16, 5))
    def forward(self, x):
        h = self.stem(x)
        return self.head(self.pool(torch.cat([self.left(h) + h, self.right(h)], 1)))
net = Residual()
for module in net.modules():
    if isinstance(module, nn.BatchNorm2d):
        module.weight.data.uniform_(0.5, 1.5); module.bias.data.normal_(0, 0.3)
        module.running_mean.normal_(0, 0.2); module.running_var.uniform_(0.5, 2)
net.eval()
x = torch.randn(4, 3, 20, 16)
def export(**options):
    buffer = io.BytesIO()
    torch.onnx.export(net, x[:1], buffer, input_names=['x'], output_names=['y'], **options)
    return base64.b64encode(buffer.getvalue()).decode()
keep = dict(training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
dynamic = dict(dynamic_axes={'x': {0: 'batch'}, 'y': {0: 'batch'}})
files = {'fixed batch, folded': export(opset_version=13), 'named batch': export(opset_version=17, **dynamic, **keep), 'fixed batch': export(opset_version=13, **keep)}
values = {'x': x.numpy(), 'y': net(x).detach().numpy()}
net.train()
loss = nn.functional.cross_entropy(net(x), torch.arange(4))
loss.backward()
values['loss'] = loss.detach().numpy()
values['stem'] = net.stem[0].weight.grad.numpy()
values['head'] = net.head[3].bias.grad.numpy()
answer = {'files': files, 'values': pack(values)}
`,
          null,
        ),
      ),
    );
    for (const [file, bytes] of entriesOf(answer['files'])) files.set(file, bytesOf(bytes));
    values = unpack(answer['values']);
  }, 120_000);

  afterAll(async () => {
    for (const executable of released) await executable.release();
  });

  it.each(['fixed batch, folded', 'named batch', 'fixed batch'])('runs one with a %s', async (file) => {
    // Would catch an operator, attribute or default of PyTorch's exporter that we read wrongly.
    const graph = withBatchSize(decodeOnnx(files.get(file) ?? new Uint8Array(0), file), 'N');
    expect(inferShapes(graph).get('y')).toEqual(['N', 5]);
    const { x, y } = values;
    if (x === undefined || y === undefined) throw new Error('no values');
    expect(relativeDifference(await runGraph(graph, { x }), y.data)).toBeLessThan(1e-5);
  });

  it.each(['named batch', 'fixed batch'])('trains one with a %s', async (file) => {
    // Would catch a step that only knows a batch called N, or an operator that needs a newer operator set than the file's.
    const graph = decodeOnnx(files.get(file) ?? new Uint8Array(0), file);
    const step = buildTrainingStep(graph, { batchSize: 4, momentum: 0, weightDecay: 0, sparsity: 0 });
    const executable = await backend.load(step.graph);
    released.push(executable);
    const { x } = values;
    if (x === undefined) throw new Error('no values');
    const state = Object.fromEntries(
      [...step.parameters, ...step.statistics].map((name) => [name, graph.weights.get(name) ?? zeros([])]),
    );
    const momenta = Object.fromEntries(
      step.parameters.map((name) => [momentumName(name), zeros(graph.weights.get(name)?.shape ?? [])]),
    );
    const results = await executable.run({
      ...state,
      ...momenta,
      [step.images]: x,
      labels: { type: 'int64', shape: [4], data: BigInt64Array.of(0n, 1n, 2n, 3n) },
      learningRate: floatTensor([], [0.1]),
    });
    const found = (name: string): Float32Array => {
      const tensor = results[name];
      if (tensor?.type !== 'float32') throw new Error(`no ${name}`);
      return tensor.data;
    };
    const expected = (name: string): Float32Array => values[name]?.data ?? new Float32Array(0);
    expect(relativeDifference(found('loss'), expected('loss'))).toBeLessThan(1e-5);
    // Without momentum and decay the new momentum is the gradient.
    expect(relativeDifference(found('next/stem.0.weight/momentum'), expected('stem'))).toBeLessThan(1e-3);
    expect(relativeDifference(found('next/head.3.bias/momentum'), expected('head'))).toBeLessThan(1e-4);
  });
});
