/** The parts of an OpenAPI document that are read here. */
export interface Operation {
  /** Names of what may come after the question mark. Left out: not looked at. */
  readonly query?: readonly string[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: object;
}
