import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const whole = z.int();
const boundsSchema = z.strictObject({ x: whole, y: whole, width: whole.positive(), height: whole.positive() });

/** What the shell remembers from one start to the next; a part that can't be read is as if it had never been written. */
const settingsSchema = z.object({
  bounds: boundsSchema.optional().catch(undefined),
  maximised: z.boolean().catch(false),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Undefined until the page has said it: the system's language is taken then. */
  language: z.enum(['en', 'zh-CN']).optional().catch(undefined),
});

export type Bounds = z.output<typeof boundsSchema>;
export type ShellSettings = z.output<typeof settingsSchema>;

export interface SettingsFile {
  read(): ShellSettings;
  /** Changes what is given; a disk that can't be written loses it without a word, for nothing of the user's work is in it. */
  update(change: Partial<ShellSettings>): void;
}

export function openSettings(file: string): SettingsFile {
  let settings = settingsSchema.parse(readObject(file));
  return {
    read: () => settings,
    update(change) {
      settings = { ...settings, ...change };
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.new`, JSON.stringify(settings));
        renameSync(`${file}.new`, file);
      } catch {
        return;
      }
    },
  };
}

/** An empty one where the file holds none. */
function readObject(file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
