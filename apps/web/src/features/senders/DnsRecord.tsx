import { CopyIcon } from '../../shared/ui/CopyIcon';
import type { DnsRecord as Entry } from './signingKeyQueries';
import classes from './SenderDomain.module.css';

interface DnsRecordProps {
  record: Entry;
  /** Of what it is: "Copy the value of the DMARC record". */
  of: string;
  /** The value string by string, where an editor may ask for that. */
  pieces?: readonly string[];
}

/** A record to enter where the domain is kept, each part with a button that copies it. */
export function DnsRecord({ record: { type, name, value }, of, pieces = [] }: DnsRecordProps) {
  const inPieces = pieces.map((piece) => `"${piece}"`).join(' ');
  return (
    <>
      <dl className={classes.record}>
        <dt>Type</dt>
        <dd>{type}</dd>
        <dt>Name</dt>
        <dd>
          <code>{name}</code>
          <CopyIcon value={name} label={`Copy the name of the ${of} record`} />
        </dd>
        <dt>Value</dt>
        <dd>
          <code>{value}</code>
          <CopyIcon value={value} label={`Copy the value of the ${of} record`} />
        </dd>
      </dl>
      {pieces.length > 1 && (
        <details className={classes.published}>
          <summary>Value in quoted strings, for DNS editors that limit their length</summary>
          <span className={classes.pieces}>
            <code>{inPieces}</code>
            <CopyIcon value={inPieces} label={`Copy the value of the ${of} record in quoted strings`} />
          </span>
        </details>
      )}
    </>
  );
}
