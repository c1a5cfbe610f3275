/** What follows a convolution or a shortcut, by darknet's names. */
export const ACTIVATIONS = ['linear', 'leaky', 'relu', 'relu6', 'logistic', 'tanh', 'mish', 'swish'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** How a window moves, as [height, width]. */
export type Strides = readonly [number, number];

export interface ConvolutionalLayer {
  readonly kind: 'convolutional';
  readonly filters: number;
  readonly size: number;
  readonly strides: Strides;
  /** On every side. */
  readonly padding: number;
  readonly groups: number;
  readonly batchNormalize: boolean;
  readonly activation: Activation;
}

/** Layers joined along their channels, or of each only one of equal groups of its channels. */
export interface RouteLayer {
  readonly kind: 'route';
  readonly layers: readonly number[];
  readonly groups: number;
  readonly group: number;
}

export interface YoloLayer {
  readonly kind: 'yolo';
  readonly classes: number;
  /** Width and height in pixels of the input; of all heads of the network. */
  readonly anchors: readonly (readonly [number, number])[];
  /** Which of the anchors are this head's, in the order of its channels. */
  readonly mask: readonly number[];
  /** How far centres reach over their cell: `scale_x_y`. */
  readonly centreScale: number;
}

/** A layer of a darknet network: a section of its cfg. Layers are meant by their absolute index, the first after [net] being 0. */
export type DarknetLayer =
  | ConvolutionalLayer
  | YoloLayer
  /** The sum of the layer before and another. */
  | { readonly kind: 'shortcut'; readonly from: number; readonly activation: Activation }
  | RouteLayer
  | { readonly kind: 'upsample'; readonly stride: number }
  /** `padding` is that of both sides together; the far side gets the larger half. */
  | { readonly kind: 'maxpool'; readonly size: number; readonly strides: Strides; readonly padding: number }
  /** Does nothing but while training, and here nothing at all. */
  | { readonly kind: 'dropout' };

/** A whole network: the images that it takes, and its layers. */
export interface DarknetNetwork {
  readonly name: string;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly layers: readonly DarknetLayer[];
}
