import { useCallback } from 'react';
import type { NetworkRecipe } from '../../src-shared/network-recipe.ts';
import { useFormat, type Format } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { shareOf, amountOf } from './draft/amount.ts';
import type { Draft } from './draft/draft.ts';
import { wizardMessages } from './wizard-messages.ts';

type Messages = (typeof wizardMessages)['en'];

/** Names a draft after what it does, in the user's language. */
export function useRecipeName(): (draft: Draft) => string {
  const say = useMessages(wizardMessages);
  const format = useFormat();
  return useCallback((draft) => nameAfterContent(draft, say, format), [say, format]);
}

/** For example `VGG16 ×0.25 on CIFAR-10: L1 norm, 50 % removed, Sketch`. */
export function nameAfterContent(draft: Draft, say: Messages, format: Pick<Format, 'share'>): string {
  const { dataset, network, prune, compensate } = draft;
  const subject = [
    network === undefined ? undefined : nameOfNetwork(network),
    dataset === undefined ? undefined : say.datasets[dataset.kind],
  ].filter((part) => part !== undefined);
  const methods = [...new Set(compensate.map(({ method }) => say.compensations[method]))];
  const treatment =
    prune === undefined
      ? []
      : [say.criteria[prune.criterion].replace(/ ?[(（].*/, ''), describeAmount(prune, say, format), ...methods];
  return [subject.join(' · '), treatment.join(say.listJoin)]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, 200);
}

const BUILT_IN = { vgg16: 'VGG16', yolov3: 'YOLOv3', centernet: 'CenterNet' } as const;

/** For example `YOLOv3 ×0.25`, `VGG16 (vgg.pth)` or `yolov3-tiny.cfg`. */
export function nameOfNetwork(network: NetworkRecipe): string {
  switch (network.kind) {
    case 'onnx':
    case 'darknet':
      return fileName(network.path);
    case 'vgg16':
      return network.weights === undefined ? widthOf(network) : `${BUILT_IN.vgg16} (${fileName(network.weights)})`;
    case 'yolov3':
    case 'centernet':
      return network.weights === undefined ? widthOf(network) : `${widthOf(network)} (${fileName(network.weights)})`;
  }
}

function widthOf({ kind, width }: { readonly kind: keyof typeof BUILT_IN; readonly width: number }): string {
  return `${BUILT_IN[kind]} ×${width}`;
}

/** How much a pruning takes, in a few words. */
export function describeAmount(
  prune: NonNullable<Draft['prune']>,
  say: Messages,
  format: Pick<Format, 'share'>,
): string {
  const share = shareOf(prune);
  const text =
    share === undefined ? '' : format.share(share, Number.isInteger(Number((share * 100).toPrecision(6))) ? 0 : 1);
  switch (amountOf(prune)) {
    case 'ratio':
      return say.ratioRemoved(text);
    case 'parameters':
      return say.parametersKept(text);
    case 'macs':
      return say.macsKept(text);
    case 'layers':
      return say.perLayer;
  }
}

export function fileName(path: string): string {
  return (
    path
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? path
  );
}
