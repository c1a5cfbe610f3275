import { isBeyondGuarantee, isScaled } from '../../src-shared/guaranteed-error.ts';
import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import { baseOf } from './comparison.ts';
import { worstClasses } from './detection-tables.ts';
import {
  formatBytes,
  formatCount,
  formatFactor,
  formatInteger,
  formatNumber,
  formatShare,
  formatSigned,
} from '../../src-shared/format-number.ts';
import { describeLayerLatency } from './layer-latency.ts';
import { callNetwork, capitalise } from './network-name.ts';
import { describeBySeed, describeSeedMethod } from './seed-reading.ts';

/** A speed-up below this is called none: repeated measurements differ by as much. */
const NOTICEABLE_SPEEDUP = 1.05;

/** A class's loss of average precision that is worth a word. */
const NOTICEABLE_LOSS = 0.01;

/**
 * What a run's numbers say, in sentences, whichever way they turned out. Over several seeds a difference in accuracy is set against what
 * seeds do; of one seed against the sampling error of the test set, and never called more than one seed's.
 */
export function describeOutcome(result: RunResult): string[] {
  const base = baseOf(result);
  const pruned = result.variants.find(({ name }) => name === 'pruned');
  const smaller = pruned ?? result.variants.find((variant) => variant !== base);
  if (smaller === undefined) return ['Nothing was pruned: the run holds the base network alone.'];
  const sentences: string[] = [];
  const chances: Chances = { images: result.dataset.test, ofProportions: result.measure.kind === 'accuracy' };
  if (base !== undefined) {
    sentences.push(describeSize(base, smaller), ...describeSpeed(base, smaller, result.environment.device));
    sentences.push(...describeLayerLatency(result.layerLatency));
    sentences.push(...describeMethod(base, result.dataset.test));

    for (const variant of result.variants) {
      if (variant !== base) sentences.push(describeEnding(base, variant, chances), ...describeClasses(result, variant));
    }
  }
  for (const [reference, variant] of comparisons(result.variants)) {
    sentences.push(...describeBeside(reference, variant, chances));
  }
  for (const variant of result.variants) sentences.push(...describeCertificates(variant));
  if (result.maskedDifference !== null) {
    sentences.push(
      `The pruned network computes what the original computes with the removed channels masked: their outputs differ by at most ${formatNumber(result.maskedDifference)}.`,
    );
  }
  return sentences;
}

/**
 * How large a difference of two accuracies has to be before a test set of this size can show it: twice the standard error of the difference
 * of two independent proportions.
 */
export function resolvableDifference(one: number, other: number, images: number): number {
  return 2 * Math.sqrt((one * (1 - one) + other * (1 - other)) / images);
}

/** "0.4 points above", "0.4 points below", "level with", or "not comparable with" where it is not a number. */
export function describeDifference(difference: number): string {
  if (!Number.isFinite(difference)) return 'not comparable with';
  const points = Math.abs(difference * 100).toFixed(1);
  if (Number(points) === 0) return 'level with';
  return `${points} points ${difference > 0 ? 'above' : 'below'}`;
}

/** What chance alone may do to a measure: an accuracy is a proportion of so many images, a mean average precision is not. */
interface Chances {
  readonly images: number;
  readonly ofProportions: boolean;
}

/** The classes that a detector lost most of, where it lost any. */
function describeClasses(result: RunResult, variant: VariantResult): string[] {
  const worst = worstClasses(result, variant, 3).filter(({ change }) => change <= -NOTICEABLE_LOSS);
  if (worst.length === 0) return [];
  const parts = worst.map(({ name, change }) => `${name} (${formatSigned(change * 100, 1)} points)`);
  return [`By class ${callNetwork(variant.name)} lost most on ${parts.join(', ')}, of the first seed.`];
}

/** Which networks of equal size stand beside each other: all beside the plainly pruned one; without it, the others beside each control. */
function comparisons(variants: readonly VariantResult[]): [reference: VariantResult, variant: VariantResult][] {
  const pruned = variants.find(({ name }) => name === 'pruned');
  const others = variants.filter(({ name }) => name !== 'base' && name !== 'pruned');
  if (pruned !== undefined) return others.map((variant) => [pruned, variant]);
  const controls = others.filter(isControl);
  const compensated = others.filter((variant) => !isControl(variant));
  return controls.flatMap((control) =>
    compensated.map((variant): [VariantResult, VariantResult] => [control, variant]),
  );
}

function isControl({ name }: VariantResult): boolean {
  return name === 'random' || name === 'scratch';
}

function describeMethod({ seeds }: VariantResult, images: number): string[] {
  return seeds.length < 2 ? [] : [describeSeedMethod(seeds, formatInteger(images))];
}

function describeSize(base: VariantResult, smaller: VariantResult): string {
  return (
    `Pruning removed ${formatShare(1 - smaller.parameters / base.parameters)} of the parameters ` +
    `(${formatCount(base.parameters)} to ${formatCount(smaller.parameters)}) and ${formatShare(1 - smaller.macs / base.macs)} ` +
    `of the multiply–accumulates; the ONNX file went from ${formatBytes(base.fileBytes)} to ${formatBytes(smaller.fileBytes)}.`
  );
}

function describeSpeed(base: VariantResult, smaller: VariantResult, device: string): string[] {
  const network = callNetwork(smaller.name);
  return smaller.latency.flatMap(({ batchSize, medianMilliseconds }) => {
    const ofBase = base.latency.find((latency) => latency.batchSize === batchSize);
    if (ofBase === undefined) return [];
    const speedup = ofBase.medianMilliseconds / medianMilliseconds;
    if (!Number.isFinite(speedup)) return [];
    if (speedup >= NOTICEABLE_SPEEDUP) {
      return [
        `At batch ${batchSize} on ${device} ${network} runs ${formatFactor(speedup)} as fast as the base network.`,
      ];
    }
    return [
      `At batch ${batchSize} on ${device} ${network} is not noticeably faster than the base network (${formatFactor(speedup)}).`,
    ];
  });
}

/** How a network ended beside another. */
function describeEnding(reference: VariantResult, variant: VariantResult, chances: Chances): string {
  const bySeed = describeBySeed(variant, reference, 'accuracy');
  if (bySeed !== undefined) return bySeed;
  const difference = describeDifference(variant.accuracy - reference.accuracy);
  const accuracies = `${formatShare(variant.accuracy)} against ${formatShare(reference.accuracy)}`;
  return `${capitalise(callNetwork(variant.name))} ended ${difference} ${callNetwork(reference.name)} (${accuracies})${qualify(reference, variant, chances)}.`;
}

/** How a network did beside another of its size, before fine-tuning and in the end. */
function describeBeside(reference: VariantResult, variant: VariantResult, chances: Chances): string[] {
  if (!hasBefore(variant)) return [describeEnding(reference, variant, chances)];
  const began = describeBySeed(variant, reference, 'accuracyBefore');
  return began === undefined
    ? [describeBothEnds(reference, variant, chances)]
    : [began, describeEnding(reference, variant, chances)];
}

/** Whether fine-tuning had something to start from: not where there was none, and not from fresh weights. */
function hasBefore({ name, seeds }: VariantResult): boolean {
  return name !== 'scratch' && seeds.some(({ accuracyBefore, accuracy }) => accuracyBefore !== accuracy);
}

function describeBothEnds(reference: VariantResult, variant: VariantResult, chances: Chances): string {
  const before = describeDifference(variant.accuracyBefore - reference.accuracyBefore);
  const after = describeDifference(variant.accuracy - reference.accuracy);
  return (
    `Before fine-tuning ${callNetwork(variant.name)} was ${before} ${callNetwork(reference.name)} ` +
    `(${formatShare(variant.accuracyBefore)} against ${formatShare(reference.accuracyBefore)}); ` +
    `in the end ${callNetwork(variant.name)} was ${after} ${callNetwork(reference.name)} (${formatShare(variant.accuracy)} against ${formatShare(reference.accuracy)})` +
    `${qualify(reference, variant, chances)}.`
  );
}

function qualify(one: VariantResult, other: VariantResult, { images, ofProportions }: Chances): string {
  if (!ofProportions) return '; it is one seed, so that chance may have done as much';
  const resolvable = resolvableDifference(one.accuracy, other.accuracy, images);
  if (!Number.isFinite(resolvable)) return '';
  const margin = `${(resolvable * 100).toFixed(1)} points`;
  if (Math.abs(one.accuracy - other.accuracy) <= resolvable) {
    return `; one seed can't tell that from noise (${formatInteger(images)} test images resolve about ${margin})`;
  }
  return `; that is more than the ${margin} which ${formatInteger(images)} test images leave open, but it is one seed`;
}

function describeCertificates(variant: VariantResult): string[] {
  const { certificates, name } = variant;
  if (!name.startsWith('sketch')) return [];
  if (certificates.length === 0) return [`No layer of “${name}” was compensated: none has a pruning ratio above α.`];
  const better = certificates.filter(({ relativeError, keptError }) => relativeError < keptError).length;
  const beyond = certificates.filter(isBeyondGuarantee);
  const filled = certificates.filter(({ zeroRows }) => zeroRows > 0).length;
  const bounds = certificates.every(isScaled)
    ? 'no bound holds for a sketch that is scaled'
    : beyond.length === 0
      ? `every error is within its bound${filled === 0 ? '' : `, where one holds (zero rows were filled in ${filled} of the layers)`}`
      : `the error is beyond its bound in ${beyond.map(({ layer }) => layer).join(', ')}`;
  return [
    `“${name}”: in ${better} of ${certificates.length} compensated layers the sketch keeps more of the original filters' information than the plainly kept filters do; ${bounds}.`,
  ];
}
