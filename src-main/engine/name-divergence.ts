import { EspalierError } from '../../src-shared/errors.ts';

/** Carries out a training; one that diverges says which of a recipe's stages it was, since each has a learning rate of its own. */
export async function nameDivergence<Value>(
  stage: 'train' | 'finetune',
  variant: string,
  carryOut: () => Promise<Value>,
): Promise<Value> {
  try {
    return await carryOut();
  } catch (thrown) {
    if (!(thrown instanceof EspalierError) || thrown.code !== 'diverged') throw thrown;
    throw new EspalierError('diverged', `"${stage}" of the network "${variant}": ${thrown.message}`, { cause: thrown });
  }
}
