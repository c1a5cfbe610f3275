"""Runs the ONNX graph of a network by PyTorch, node by node and with gradients: what a user's own model of the same layers would do, with
activations in place and nothing held that is not read again."""
import onnx
import torch
from onnx import helper, numpy_helper
from torch.nn import functional


class OnnxNetwork(torch.nn.Module):
    def __init__(self, path):
        super().__init__()
        graph = onnx.load(path).graph
        self.nodes = [(node, {a.name: helper.get_attribute_value(a) for a in node.attribute}) for node in graph.node]
        self.input = graph.input[0].name
        self.image_shape = graph.input[0].type.tensor_type.shape.dim
        self.outputs = [output.name for output in graph.output]
        self.last_read = {name: node.name for node in graph.node for name in node.input}
        self.last_read |= {name: None for name in self.outputs}
        self.values = {}
        statistics = {name for node, _ in self.nodes if node.op_type == "BatchNormalization" for name in node.input[3:5]}
        self.learned = torch.nn.ParameterList()
        for tensor in graph.initializer:
            value = torch.from_numpy(numpy_helper.to_array(tensor).copy())
            if value.dtype == torch.float32 and value.dim() > 0 and tensor.name not in statistics:
                value = torch.nn.Parameter(value)
                self.learned.append(value)
            self.values[tensor.name] = value

    def forward(self, images):
        values = dict(self.values)
        values[self.input] = images
        for node, attributes in self.nodes:
            done_with = [name for name in dict.fromkeys(node.input) if self.last_read.get(name) == node.name]
            inputs = [values[name] for name in node.input if name]
            for name in done_with:
                values.pop(name, None)
            values[node.output[0]] = self.compute(node, inputs, attributes, bool(done_with))
            del inputs
        return [values[name] for name in self.outputs]

    def compute(self, node, inputs, attributes, in_place):
        operator, x = node.op_type, inputs[0]
        if operator == "Conv":
            stride, group = attributes.get("strides", [1, 1]), attributes.get("group", 1)
            pads, dilation = attributes.get("pads", [0, 0, 0, 0]), attributes.get("dilations", [1, 1])
            if pads[:2] != pads[2:]:
                x, pads = functional.pad(x, (pads[1], pads[3], pads[0], pads[2])), [0, 0]
            return functional.conv2d(x, *inputs[1:], *([None] * (3 - len(inputs))), stride, pads[:2], dilation, group)
        if operator == "ConvTranspose":
            stride, pads = attributes.get("strides", [1, 1]), attributes.get("pads", [0, 0, 0, 0])
            bias = inputs[2] if len(inputs) > 2 else None
            output_padding = attributes.get("output_padding", [0, 0])
            return functional.conv_transpose2d(x, inputs[1], bias, stride, pads[:2], output_padding, attributes.get("group", 1))
        if operator == "BatchNormalization":
            _, scale, bias, mean, variance = inputs
            return functional.batch_norm(x, mean, variance, scale, bias, self.training, 0.1, attributes.get("epsilon", 1e-5))
        if operator == "Relu":
            return functional.relu(x, in_place)
        if operator == "LeakyRelu":
            return functional.leaky_relu(x, attributes.get("alpha", 0.01), in_place)
        if operator == "Sigmoid":
            return torch.sigmoid(x)
        if operator == "Add":
            return x + inputs[1]
        if operator == "Concat":
            return torch.cat(inputs, attributes["axis"])
        if operator == "MaxPool":
            pads = attributes.get("pads", [0, 0, 0, 0])
            return functional.max_pool2d(x, attributes["kernel_shape"], attributes.get("strides", [1, 1]), pads[:2])
        if operator == "Resize":
            return functional.interpolate(x, scale_factor=[float(scale) for scale in inputs[-1][2:]])
        if operator == "GlobalAveragePool":
            return functional.adaptive_avg_pool2d(x, 1)
        if operator == "Flatten":
            return torch.flatten(x, 1)
        if operator == "Gemm":
            return functional.linear(x, inputs[1] if attributes.get("transB", 0) else inputs[1].t(), *inputs[2:])
        if operator == "Identity":
            return x
        raise NotImplementedError(f"the peer has no {operator}")
