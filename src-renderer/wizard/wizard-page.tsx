import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';

interface WizardPageProps {
  readonly project: string | undefined;
  readonly run: string | undefined;
  readonly preset: string | undefined;
}

export function WizardPage({ project = '', run = '', preset = '' }: WizardPageProps): ReactNode {
  return <Page title="New compression">{[project, run, preset].join(' ')}</Page>;
}
