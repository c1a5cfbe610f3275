import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';

export function ProjectPage({ name }: { readonly name: string }): ReactNode {
  return <Page title="ProjectPage">{name}</Page>;
}
