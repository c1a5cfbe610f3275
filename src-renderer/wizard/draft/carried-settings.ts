import type { Draft } from './draft.ts';

/** Settings that came with a recipe and have no control of their own, as `key value`; they go along unchanged. */
export function carriedSettings({ finetune }: Draft): readonly (readonly [key: string, value: string])[] {
  const { momentum, weightDecay, augment } = finetune ?? {};
  return Object.entries({ momentum, weightDecay, augment }).flatMap(([key, value]) =>
    value === undefined ? [] : [[`finetune.${key}`, JSON.stringify(value)] as const],
  );
}
