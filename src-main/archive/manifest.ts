import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import { projectNameSchema } from '../../src-shared/project.ts';
import { checkPaths } from './check-paths.ts';

export const FORMAT = 'espalier-project';
/** 2: with the losses of steps, scales, plans, certificates and logs. */
export const VERSION = 2;

const sizedSchema = { bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) };

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.int().min(1).max(VERSION),
  project: projectNameSchema,
  createdAt: z.string(),
  /** The project's rows as JSON. */
  rows: z.strictObject(sizedSchema),
  /** Where each file belongs, relative to a home. Equal files lie in the archive once. */
  files: z.array(z.strictObject({ path: z.string(), ...sizedSchema })).max(200_000),
});

export type Manifest = z.output<typeof manifestSchema>;

const versionSchema = z.looseObject({ format: z.literal(FORMAT), version: z.int() });

/**
 * Checks an archive's manifest, paths included.
 * @throws EspalierError `bad-archive`.
 */
export function parseManifest(archive: string, content: string): Manifest {
  const value = parseJson(archive, content);
  const { data: kind } = versionSchema.safeParse(value);
  if (kind === undefined) throw notAnArchive(archive);
  if (kind.version > VERSION) {
    throw new EspalierError(
      'bad-archive',
      `the archive "${archive}" was written by a newer Espalier (version ${kind.version}, this one knows ${VERSION}); update Espalier`,
    );
  }
  const { success, data, error } = manifestSchema.safeParse(value);
  if (!success) throw damaged(archive, `its manifest is not valid (${error.issues[0]?.message ?? ''})`, error);
  checkPaths(
    archive,
    data.files.map(({ path }) => path),
  );
  return data;
}

export function parseJson(archive: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw damaged(archive, 'a part of it is no JSON', cause);
  }
}

export function notAnArchive(archive: string, cause?: unknown): EspalierError {
  const message = `"${archive}" is no archive of a project, or not a whole one; \`espalier projects archive\` writes one`;
  return new EspalierError('bad-archive', message, { cause });
}

export function damaged(archive: string, how: string, cause?: unknown): EspalierError {
  const message = `the archive "${archive}" is damaged: ${how}; nothing was restored, get it once more from where it came`;
  return new EspalierError('bad-archive', message, { cause });
}
