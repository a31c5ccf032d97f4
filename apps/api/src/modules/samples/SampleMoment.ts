/** Something that happened in the sample's past. */
export interface SampleMoment {
  readonly at: Date;
  happen(): Promise<unknown>;
}
