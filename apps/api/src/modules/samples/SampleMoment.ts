import type { WorkspaceContext } from '../../platform/context/Context.js';

/** Something that happened in the sample's past. */
export interface SampleMoment {
  readonly at: Date;
  /** Whom alone it is about: what happened to others meanwhile changes nothing in it. Left out by what looks at everyone. */
  readonly of?: string;
  happen(ctx: WorkspaceContext): Promise<unknown>;
}
