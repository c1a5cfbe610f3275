import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';

export function HomePage(): ReactNode {
  return <Page title="HomePage">…</Page>;
}
