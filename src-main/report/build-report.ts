import type { RunResult } from '../../src-shared/result.ts';
import { certificatesFigure, describeSketchTime } from './certificates-figure.ts';
import { channelsFigure } from './channels-figure.ts';
import { readableComparison } from './comparison-table.ts';
import { curvesFigures } from './curves-figure.ts';
import { describeRecipe } from './describe-recipe.ts';
import type { Block, ReportTable } from './document.ts';
import { embedRecipe } from './embedded-recipe.ts';
import { partsTable, protocolTable, scoredDetectors } from './detection-tables.ts';
import { epochTable } from './epoch-table.ts';
import { formatBytes, formatDuration, formatInteger } from '../../src-shared/format-number.ts';
import { layerLatencyTable } from './layer-latency.ts';
import { describeMixture } from './mixture-reading.ts';
import { describeMeasures } from './name-measures.ts';
import { precisionFigure } from './precision-figure.ts';
import { describeOutcome } from './reading.ts';
import { describeSeeds } from './seed-reading.ts';
import { tradeoffFigures } from './tradeoff-figure.ts';

/** The report of one run, or of several: first all of them side by side, then each by itself. */
export function buildReport(results: readonly RunResult[]): Block[] {
  const [only] = results;
  if (only !== undefined && results.length === 1) return [heading(1, only.name), ...runBlocks(only, 2)];
  return [
    heading(1, `${results.length} runs compared`),
    list(results.map(nameRun)),
    ...resultBlocks(results, [...describeMixture(results), ...describeSeeds(results)]),
    ...results.flatMap((result, index) => [heading(2, nameRun(result, index)), ...runBlocks(result, 3)]),
  ];
}

/** The title of a report, for the window and the browser's tab. */
export function reportTitle(results: readonly RunResult[]): string {
  return results.length === 1 ? (results[0]?.name ?? '') : `${results.length} runs compared`;
}

function runBlocks(result: RunResult, level: 2 | 3): Block[] {
  return [
    heading(level, 'Results'),
    ...resultBlocks([result], describeOutcome(result)),
    ...detectionBlocks(result, level),
    heading(level, 'What was asked'),
    list(describeRecipe(result.recipe)),
    details('The recipe as JSON', [{ kind: 'recipe', recipe: embedRecipe(result) }]),
    ...trainingBlocks(result, level),
    ...(result.plan.length === 0 ? [] : [heading(level, 'Layers'), figure(channelsFigure(result))]),
    ...layerLatencyBlocks(result),
    ...certificateBlocks(result, level),
    heading(level, 'How latency was measured'),
    paragraph(describeLatencyProtocol(result)),
    heading(level, 'Where and with what'),
    list(describeEnvironment(result)),
    ...(result.notes.length === 0 ? [] : [heading(level, 'Notes'), list(result.notes)]),
    heading(level, 'Files'),
    fileTable(result),
    heading(level, 'How to run it again'),
    paragraph(
      'Give this file to Espalier, which finds the recipe in it; the same recipe, data, seeds and device give the same numbers, but for the times.',
    ),
    { kind: 'code', text: rerunCommand(result, level === 3) },
  ];
}

function resultBlocks(results: readonly RunResult[], sentences: readonly string[]): Block[] {
  return [
    { kind: 'table', table: compareNetworks(results) },
    paragraph(
      'In brackets: the share of the base network, the difference to its accuracy or mAP in points, and how many times as fast.',
    ),
    ...describeMeasures(results).map(paragraph),
    ...(sentences.length === 0 ? [] : [list(sentences)]),
    ...tradeoffFigures(results).map(figure),
  ];
}

function detectionBlocks(result: RunResult, level: 2 | 3): Block[] {
  const detectors = scoredDetectors(result);
  const [first] = detectors;
  const protocol = first?.scores.protocols[0]?.protocol;
  if (first === undefined || protocol === undefined) return [];
  return [
    heading(level, 'What was found'),
    paragraph(
      `${formatInteger(first.scores.truths)} objects on ${formatInteger(first.scores.images)} test images. The same detections counted by three protocols; numbers of different ones can't be compared.`,
    ),
    { kind: 'table', table: protocolTable(detectors) },
    paragraph(
      `Average precision at IoU 0.5 by class, and by the objects' area in the original image (small below 32², large from 96² pixels), detections as ${protocol.name} takes them; in brackets the change in points.`,
    ),
    { kind: 'table', table: partsTable(detectors, result.dataset.classes) },
    figure(precisionFigure(detectors, result.dataset.classes)),
  ];
}

function nameRun({ runId, name }: RunResult, index: number): string {
  return `Run ${index + 1}, ${runId}: ${name}`;
}

/** The comparison with runs by their numbers: their names are long, and stand above. */
function compareNetworks(results: readonly RunResult[]): ReportTable {
  const { head, rows, leftColumns } = readableComparison(results);
  if (results.length === 1) return { head, rows, leftColumns };
  const numbers = results.flatMap(({ variants }, index) => variants.map(() => String(index + 1)));
  return { head, leftColumns, rows: rows.map(([, ...cells], row) => [numbers[row] ?? '', ...cells]) };
}

function trainingBlocks(result: RunResult, level: 2 | 3): Block[] {
  if (result.epochs.length === 0) return [];
  return [
    heading(level, 'Training'),
    ...curvesFigures(result).map(figure),
    details('Every epoch in full', [{ kind: 'table', table: epochTable(result) }]),
  ];
}

function layerLatencyBlocks({ layerLatency }: RunResult): Block[] {
  if (layerLatency.length === 0) return [];
  return [
    paragraph(
      'Fewer multiply–accumulates are less time only in steps. Each convolution by itself, for one image, in the base and in the pruned ' +
        'network, in turns over several rounds, of which the quieter ones count:',
    ),
    { kind: 'table', table: layerLatencyTable(layerLatency) },
  ];
}

function certificateBlocks(result: RunResult, level: 2 | 3): Block[] {
  const compensated = result.variants.filter(({ certificates }) => certificates.length > 0);
  if (compensated.length === 0) return [];
  return [
    heading(level, 'Certificates'),
    paragraph(
      'How much of a layer’s information its sketch B keeps of the original filters A: ‖AᵀA − BᵀB‖₂ / ‖A‖_F², smaller is better. ' +
        'No matrix with as few rows has a smaller error than the optimum; the bound is what the solver guarantees, unless zero rows were filled.',
    ),
    ...compensated.flatMap((variant) => [figure(certificatesFigure(variant)), paragraph(describeSketchTime(variant))]),
  ];
}

function describeLatencyProtocol({ environment, variants }: RunResult): string {
  const latencies = variants.flatMap(({ latency }) => latency);
  const sizes = [...new Set(latencies.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
  if (sizes.length === 0) return 'Latency was not measured.';
  const runs = sizes.map((size) => {
    const counts = latencies.filter(({ batchSize }) => batchSize === size).map((latency) => latency.runs);
    return `${Math.min(...counts)} passes at batch ${size}`;
  });
  return (
    `Median and 90th percentile of the time of one forward pass, over at least ${runs.join(' and ')} for each network, ` +
    `the networks taking turns in one process, on ${environment.device} with ${environment.engine} and ${environment.threads} threads.`
  );
}

function describeEnvironment(result: RunResult): string[] {
  const { environment, dataset, recipeHash, initialNetworkHash, seconds, runId } = result;
  return [
    `${environment.application} on ${environment.platform}, Node ${environment.node}, ${environment.engine}, device ${environment.device}.`,
    `${environment.processor}, ${environment.threads} threads, ${formatBytes(environment.memoryBytes)} memory.`,
    `Data set ${dataset.name}: ${formatInteger(dataset.train)} training and ${formatInteger(dataset.test)} test images, ${dataset.classes.length} classes; SHA-256 ${dataset.hash}.`,
    `Recipe SHA-256 ${recipeHash}.`,
    ...(initialNetworkHash === null ? [] : [`Network before training, as ONNX: SHA-256 ${initialNetworkHash}.`]),
    `Run ${runId} took ${formatDuration(seconds)}.`,
  ];
}

function rerunCommand({ recipe, runId }: RunResult, oneOfSeveral: boolean): string {
  const choice = oneOfSeveral ? ` --of ${runId}` : '';
  const dataset = 'path' in recipe.dataset ? ' --dataset PATH' : '';
  return `espalier run REPORT --again${choice}${dataset}`;
}

function fileTable({ variants }: RunResult): Block {
  return {
    kind: 'table',
    table: {
      head: ['network', 'format', 'file', 'SHA-256', 'size'],
      rows: variants.flatMap(({ name, files }) =>
        files.map(({ format, path, bytes, sha256 }) => [name, format, path, sha256, formatBytes(bytes)]),
      ),
      leftColumns: 4,
    },
  };
}

function heading(level: 1 | 2 | 3, text: string): Block {
  return { kind: 'heading', level, text };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

function figure(shown: Extract<Block, { kind: 'figure' }>['figure']): Block {
  return { kind: 'figure', figure: shown };
}

function details(summary: string, blocks: readonly Block[]): Block {
  return { kind: 'details', summary, blocks };
}
