import { z } from 'zod';
import { answerFile } from './answer-file.ts';
import type { PagePolicies } from './content-security-policy.ts';
import type { HostService } from './host-service.ts';
import { imageType } from './image-type.ts';
import { refuse, respond } from './page-response.ts';

/** Where the content of pages comes from. */
export interface PageContent {
  /** The folder of the page's files. */
  readonly folder: string;
  readonly policies: PagePolicies;
  readonly host: Pick<HostService, 'request'>;
}

const imageSchema = z.object({ base64: z.string() });

/** The page itself where the path is `/`, else a file of it. */
export function answerPage(path: string, { folder, policies }: PageContent): Promise<Response> {
  return answerFile(folder, path === '/' ? '/index.html' : path, policies.page);
}

/** The report of finished runs, whose ids have commas between them. */
export async function answerReport(ids: string, { policies, host }: PageContent): Promise<Response> {
  const answer = await host.request('runs.report', { ids: ids.split(',') });
  if (!answer.ok || typeof answer.data !== 'string') return refuse(404, policies.page);
  return respond(answer.data, 'text/html; charset=utf-8', policies.report);
}

/** An image by its token; whoever asks never learns where it lies. */
export async function answerImage(token: string, { policies, host }: PageContent): Promise<Response> {
  const answer = await host.request('images.read', { token });
  const image = answer.ok ? imageSchema.safeParse(answer.data).data : undefined;
  if (image === undefined) return refuse(404, policies.page);
  const bytes = Buffer.from(image.base64, 'base64');
  return respond(bytes, imageType(bytes), policies.page);
}
