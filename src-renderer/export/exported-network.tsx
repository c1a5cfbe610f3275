import type { ReactNode } from 'react';
import type { ExportTicket, Verification } from '../../src-shared/routes/export-routes.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { CopyableCode } from './copyable-code.tsx';
import { exportMessages } from './export-messages.ts';
import { openingCode, type NetworkFormat } from './opening-code.ts';

interface ExportedNetworkProps {
  readonly format: NetworkFormat;
  readonly ticket: ExportTicket;
  readonly path: string | undefined;
}

/** A file that was made: how it was checked, where it is, its hash, and code that opens it. */
export function ExportedNetwork({ format, ticket, path }: ExportedNetworkProps): ReactNode {
  const say = useMessages(exportMessages);
  const show = useFormat();
  const { language, packages, unpack, code } = openingCode(format, ticket.fileName);

  function describe(verification: Verification): string {
    switch (verification.kind) {
      case 'outputs': {
        const images = show.integer(verification.images);
        const { difference } = verification;
        return difference === 0 ? say.exactOutputs(images) : say.outputs(images, show.number(difference));
      }
      case 'tensors':
        return say.tensors(show.integer(verification.tensors));
    }
  }

  return (
    <>
      <div className="export-outcome" role="status">
        {ticket.verification !== null && <p>✓ {describe(ticket.verification)}</p>}
        <p>{path === undefined ? say.notSaved : <strong>{say.saved(path)}</strong>}</p>
      </div>
      <dl className="export-facts">
        <dt>{say.file}</dt>
        <dd>{ticket.fileName}</dd>
        <dt>{say.size}</dt>
        <dd>{show.bytes(ticket.bytes)}</dd>
        <dt>{say.sha}</dt>
        <dd>
          <CopyableCode label={say.copyHash} text={ticket.sha256} inline />
        </dd>
      </dl>
      <details>
        <summary>{say.snippet}</summary>
        {unpack !== null && (
          <>
            <p>{say.unpack}</p>
            <CopyableCode label={say.copyCommand} text={unpack} />
          </>
        )}
        <p>{say.snippetIn(language, packages)}</p>
        <CopyableCode label={say.copyCode} text={code} />
      </details>
    </>
  );
}
