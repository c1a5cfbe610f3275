import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';

export function RunPage({ id }: { readonly id: string }): ReactNode {
  return <Page title="RunPage">{id}</Page>;
}
