import { useCallback } from 'react';
import { translations, useMessages } from './language.ts';

const messages = translations<Readonly<Record<string, string>>>(
  {},
  { 'generated shapes': '自动生成的图形', 'generated scenes': '自动生成的场景' },
);

/** What a data set is called in the user's language, by its name in a result; those that people bring keep their names. */
export function useDatasetNames(): (name: string) => string {
  const say = useMessages(messages);
  return useCallback((name) => say[name] ?? name, [say]);
}
