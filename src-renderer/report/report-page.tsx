import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';

export function ReportPage({ ids }: { readonly ids: readonly string[] }): ReactNode {
  return <Page title="ReportPage">{ids}</Page>;
}
