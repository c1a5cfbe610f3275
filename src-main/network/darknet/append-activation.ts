import { float } from '../../graph/attribute.ts';
import type { GraphBuilder } from '../../graph/builder.ts';
import { floatTensor } from '../../graph/tensor.ts';
import type { Activation } from './layer.ts';

/** The slope of darknet's leaky below 0 (AlexeyAB/darknet, src/activations.h). */
export const LEAKY_SLOPE = 0.1;

/** Appends an activation to a value under a name; returns the value that it makes, which is the same for `linear`. */
export function appendActivation(builder: GraphBuilder, value: string, activation: Activation, name: string): string {
  switch (activation) {
    case 'linear':
      return value;
    case 'leaky':
      return builder.add('LeakyRelu', [value], { name, attributes: { alpha: float(LEAKY_SLOPE) } });
    case 'relu':
      return builder.add('Relu', [value], { name });
    case 'relu6': {
      const limits = [
        builder.weight(`${name}.least`, floatTensor([], [0])),
        builder.weight(`${name}.most`, floatTensor([], [6])),
      ];
      return builder.add('Clip', [value, ...limits], { name });
    }
    case 'logistic':
      return builder.add('Sigmoid', [value], { name });
    case 'tanh':
      return builder.add('Tanh', [value], { name });
    case 'mish': {
      // Misra, arXiv 1908.08681, eq. 1; ONNX has it as one operator only from operator set 18 on.
      const softened = builder.add('Softplus', [value], { name: `${name}.softplus` });
      const gate = builder.add('Tanh', [softened], { name: `${name}.tanh` });
      return builder.add('Mul', [value, gate], { name });
    }
    case 'swish': {
      const gate = builder.add('Sigmoid', [value], { name: `${name}.sigmoid` });
      return builder.add('Mul', [value, gate], { name });
    }
  }
}
