import { describe, expect, it } from 'vitest';
import { emptyDraft, type Draft } from '../../../../../src-renderer/wizard/draft/draft.ts';
import { stepProblems, type Findings } from '../../../../../src-renderer/wizard/draft/step-problems.ts';

const unknown: Findings = { dataset: 'unknown', network: 'unknown', plan: 'unknown' };
const empty = emptyDraft(undefined);
const complete: Draft = {
  ...empty,
  dataset: { kind: 'cifar10', path: '/data/cifar' },
  network: { kind: 'vgg16', width: 0.25 },
  prune: { criterion: 'l1', scope: 'uniform', ratio: 0.5, exclude: [], minChannels: 4, roundTo: 1, absorbBias: false },
};

describe('stepProblems', () => {
  it('lets a complete draft through every step', () => {
    for (const step of ['dataset', 'network', 'method', 'budget', 'review'] as const) {
      expect(stepProblems(step, complete, { dataset: 'good', network: 'good', plan: 'good' })).toEqual([]);
    }
  });

  it('blocks each step that lacks its choice', () => {
    expect(stepProblems('dataset', empty, unknown)).toEqual(['no-dataset']);
    expect(stepProblems('network', empty, unknown)).toEqual(['no-network']);
    expect(stepProblems('method', empty, unknown)).toEqual(['no-criterion']);
  });

  it('asks for the place of what lies in files', () => {
    expect(stepProblems('dataset', { ...empty, dataset: { kind: 'cifar10', path: '' } }, unknown)).toEqual([
      'no-dataset-place',
    ]);
    expect(stepProblems('network', { ...empty, network: { kind: 'vgg16', width: 1, weights: '' } }, unknown)).toEqual([
      'no-network-place',
    ]);
  });

  it('blocks on what the host found: errors in the data set, a network that can’t be used, a plan that can’t be made', () => {
    expect(stepProblems('dataset', complete, { ...unknown, dataset: 'errors' })).toEqual(['dataset-errors']);
    expect(stepProblems('dataset', complete, { ...unknown, dataset: 'reading' })).toEqual(['dataset-reading']);
    expect(stepProblems('network', complete, { ...unknown, network: 'unread' })).toEqual(['network-unread']);
    expect(stepProblems('method', complete, { ...unknown, plan: 'failed' })).toEqual(['plan-failed']);
  });

  it('blocks what the host would refuse of the budget', () => {
    expect(stepProblems('budget', { ...complete, train: undefined }, unknown)).toEqual(['no-training']);
    const file: Draft = { ...complete, train: undefined, network: { kind: 'onnx', path: '/n.onnx' } };
    expect(stepProblems('budget', file, unknown)).toEqual([]);
    expect(stepProblems('budget', { ...complete, controls: ['scratch'], finetune: undefined }, unknown)).toEqual([
      'scratch-without-finetuning',
    ]);
    const uneven: Draft = {
      ...complete,
      finetune: { epochs: 1, learningRate: 0.02, schedule: 'cosine', sparsity: 0, batchSize: 6, accumulate: 4 },
    };
    expect(stepProblems('budget', uneven, unknown)).toEqual(['uneven-parts']);
    expect(stepProblems('budget', { ...complete, seed: 0xffffffff, seeds: 2 }, unknown)).toEqual(['seed-too-large']);
  });

  it('asks for the name of a new project', () => {
    expect(stepProblems('review', { ...complete, project: ' ' }, unknown)).toEqual(['no-project-name']);
  });
});
