import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';

export function ComparePage({ ids }: { readonly ids: readonly string[] }): ReactNode {
  return <Page title="ComparePage">{ids}</Page>;
}
