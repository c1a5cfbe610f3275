import { answerImage, answerPage, answerReport, type PageContent } from './answer-content.ts';
import { IMAGE_ORIGIN, PAGE_ORIGIN, REPORT_ORIGIN } from './content-security-policy.ts';
import { decodePath } from './decode-path.ts';
import { refuse } from './page-response.ts';

/**
 * Answers a request of the window for `app://espalier/FILE`, `app://report/RUN,RUN` or `app://image/TOKEN`; everything else is refused: 405
 * another method, 400 a path that is no text, 404 the rest.
 */
export async function answerAppRequest(request: Request, content: PageContent): Promise<Response> {
  const policy = content.policies.page;
  if (request.method !== 'GET') return refuse(405, policy);
  const { protocol, host, pathname } = new URL(request.url);
  const path = decodePath(pathname);
  if (path === undefined) return refuse(400, policy);
  switch (`${protocol}//${host}`) {
    case PAGE_ORIGIN:
      return answerPage(path, content);
    case REPORT_ORIGIN:
      return answerReport(path.slice(1), content);
    case IMAGE_ORIGIN:
      return answerImage(path.slice(1), content);
    default:
      return refuse(404, policy);
  }
}
