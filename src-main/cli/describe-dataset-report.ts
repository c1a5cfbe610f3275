import type { DatasetReport, DetectionReport, Finding, Place } from '../../src-shared/dataset-report.ts';
import { formatDuration, formatInteger, formatShare, MISSING } from '../../src-shared/format-number.ts';
import { renderTextTable } from '../report/text-table.ts';

/** More classes than this are summed up in a line. */
const MOST_CLASSES = 20;
const MOST_CASES = 5;
const MOST_SIZES = 8;

/** A data set's report as text: splits, classes, sizes of images, findings with their first cases and what to do. */
export function describeDatasetReport(report: DatasetReport): string {
  const { kind, path, guess, splits, balance, sizes, detection, findings, seconds } = report;
  return [
    guess === null ? `${path}, as ${kind}` : `${path} is taken for ${kind}: ${guess}`,
    '',
    renderTextTable(
      ['split', 'images', 'mean', 'deviation'],
      splits.map(({ split, images, mean, deviation }) => [
        split,
        formatInteger(images),
        channels(mean),
        channels(deviation),
      ]),
    ),
    ...(detection === undefined ? [] : ['', describeDetection(detection)]),
    ...balance.flatMap((set) => [
      '',
      describeBalance(set, splits.length > 1, detection === undefined ? 'images' : 'objects'),
    ]),
    ...(sizes.length < 2 ? [] : ['', describeSizes(sizes)]),
    ...findings.flatMap((finding) => ['', describeFinding(finding)]),
    '',
    `${summary(findings)} (${formatDuration(seconds)})`,
  ].join('\n');
}

function channels(values: readonly number[] | null): string {
  return values === null ? MISSING : values.map((value) => value.toFixed(4)).join(' ');
}

/** What there is to detect, and how large it is in the input of a network. */
function describeDetection({ splits, inputSides }: DetectionReport): string {
  const table = renderTextTable(
    ['split', 'annotated', 'missing', 'without objects', 'objects', 'small', 'medium', 'large', "don't count"],
    splits.map(({ split, ...counts }) => [
      split,
      formatInteger(counts.annotated),
      formatInteger(counts.missing),
      formatInteger(counts.withoutObjects),
      formatInteger(counts.objects),
      formatInteger(counts.small),
      formatInteger(counts.medium),
      formatInteger(counts.large),
      formatInteger(counts.regions),
    ]),
  );
  const { height, width, objects, shorterThan } = inputSides;
  if (objects === 0) return table;
  const shares = shorterThan.map(
    (limit) => `${formatShare(limit.objects / objects, 0)} are under ${limit.pixels} pixels`,
  );
  return `${table}\n\nAt ${height}×${width}, of ${formatInteger(objects)} objects whose image's size is known ${shares.join(', ')} a side.`;
}

function describeBalance(
  { name, classes }: DatasetReport['balance'][number],
  hasTest: boolean,
  counted: 'images' | 'objects',
): string {
  const called = name === '' ? 'class' : `${name} class`;
  if (classes.length <= MOST_CLASSES) {
    return renderTextTable(
      hasTest ? [called, 'train', 'test'] : [called, counted],
      classes.map((one) => [one.name, formatInteger(one.train), ...(hasTest ? [formatInteger(one.test)] : [])]),
    );
  }
  const train = range(classes.map((one) => one.train));
  const test = hasTest ? `, ${range(classes.map((one) => one.test))} to test on` : '';
  return `${classes.length} ${called}es, each with ${train} ${counted} to train on${test}`;
}

function range(counts: readonly number[]): string {
  const least = Math.min(...counts);
  const most = Math.max(...counts);
  return least === most ? formatInteger(least) : `${formatInteger(least)} to ${formatInteger(most)}`;
}

function describeSizes(sizes: DatasetReport['sizes']): string {
  const rows = sizes
    .slice(0, MOST_SIZES)
    .map(({ width, height, images }) => [`${width}×${height}`, formatInteger(images)]);
  const more = sizes.length > MOST_SIZES ? ['\n… and other sizes'] : [];
  return [renderTextTable(['width × height', 'images'], rows), ...more].join('');
}

function describeFinding({ severity, message, advice, count, cases }: Finding): string {
  const shown = cases.slice(0, MOST_CASES).map((places) => `  ${places.map(describePlace).join(' = ')}`);
  const more =
    count > shown.length ? [`  … ${formatInteger(count - shown.length)} more; --json lists the first 100`] : [];
  return [`${severity}: ${message}`, ...shown, ...more, `  → ${advice}`].join('\n');
}

function describePlace({ file, split, record, offset, label, detail }: Place): string {
  // A message that names its file speaks for itself.
  if (detail?.includes(`"${file}`) === true) return detail;
  return [
    split === undefined ? file : `${split} ${file}`,
    ...(record === undefined ? [] : [`record ${record}`]),
    ...(offset === undefined ? [] : [`at byte ${offset}`]),
    ...(label === undefined || label === file ? [] : [`(${label})`]),
    ...(detail === undefined ? [] : [`– ${detail}`]),
  ].join(' ');
}

function summary(findings: readonly Finding[]): string {
  if (findings.some(({ severity }) => severity === 'error')) return 'A training would refuse it: see the errors above.';
  return findings.some(({ severity }) => severity === 'warning')
    ? 'It can be trained on; read the warnings above first.'
    : 'It can be trained on.';
}
