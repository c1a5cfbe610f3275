import { expect, it } from 'vitest';
import { createBackend } from '../../../src-main/backend/create-backend.ts';
import {
  findLatencySteps,
  latencyStepsOfRun,
  measureLatencySteps,
  type StepsQuestion,
} from '../../../src-main/engine/latency-steps.ts';
import { openStageStore } from '../../../src-main/engine/stage-store.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const quiet = (): void => undefined;

async function smallQuestion(batchSize = 1): Promise<StepsQuestion> {
  const layer = { channels: 4, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
  const network = buildSmallNetwork({ layers: [layer, layer], side: 8, classes: 3, transposed: true, seed: 1 });
  return { network, backend: await createBackend('cpu'), batchSize };
}

it('a run keeps the steps that it began with when they are measured again; later runs begin with the new ones', async () => {
  const question = await smallQuestion();
  const stages = openStageStore(temporaryFolder());
  const old = await latencyStepsOfRun('first', question, stages, quiet);
  const anew = await measureLatencySteps(question, stages, quiet);
  expect(anew.measuredAt > old.measuredAt).toBe(true);
  expect(await latencyStepsOfRun('first', question, stages, quiet)).toEqual(old);
  expect(await latencyStepsOfRun('second', question, stages, quiet)).toEqual(anew);
  expect(await findLatencySteps(question, stages)).toEqual(anew);
}, 60_000);

it('steps of another number of images are others', async () => {
  const stages = openStageStore(temporaryFolder());
  await measureLatencySteps(await smallQuestion(), stages, quiet);
  expect(await findLatencySteps(await smallQuestion(2), stages)).toBeUndefined();
}, 60_000);

it('a measurement that is stopped leaves what was recorded before', async () => {
  const question = await smallQuestion();
  const stages = openStageStore(temporaryFolder());
  const old = await measureLatencySteps(question, stages, quiet);
  const stop = (): void => {
    throw new Error('stopped');
  };
  await expect(measureLatencySteps(question, stages, stop)).rejects.toThrow('stopped');
  expect(await findLatencySteps(question, stages)).toEqual(old);
}, 60_000);
