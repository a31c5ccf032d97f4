import { type PiecedText, wholeOf } from '@rapport/providers';
import { type Context, type Emitter, type Liquid, Output, Tag, type Template } from 'liquidjs';
import { type RenderSettings, renderWithin } from './liquidEngines.js';

const VALUES = 'rapport values';

interface Collector extends Emitter {
  buffer: string;
}

/** Parsed source that is rendered in pieces: what is written at its top level stays the same for everyone, the rest are values. */
export class PiecedTemplate {
  private readonly templates: Template[];
  private readonly constants: string[] = [];

  /** `tidy` is asked about each piece, if what is written has its blank ends in the values: what is tidied then never crosses an end. */
  constructor(
    templates: readonly Template[],
    private readonly tidy: ((piece: string) => string) | null = null,
  ) {
    this.templates = templates.map((template) => (isWritten(template) ? this.constantOf(template) : template));
  }

  render(engine: Liquid, scope: object, settings: RenderSettings): PiecedText {
    const values: string[] = [];
    const rest = renderWithin(engine, this.templates, scope, settings, { [VALUES]: values });
    const pieces = [...values, rest];
    // A loop's tag outside of a loop ends the template early.
    if (values.length < this.constants.length) {
      const constants = this.constants.slice(0, values.length);
      return { constants: [], values: [this.tidied([wholeOf({ constants, values: pieces })])[0] as string] };
    }
    return { constants: this.constants, values: this.tidied(pieces) };
  }

  private tidied(values: string[]): string[] {
    const { tidy } = this;
    if (!tidy) return values;
    const last = values.length - 1;
    const tidied = values.map(tidy);
    tidied[0] = (tidied[0] as string).trimStart();
    tidied[last] = `${(tidied[last] as string).trimEnd()}\n`;
    return tidied;
  }

  private constantOf(template: WrittenTemplate): Template {
    const written = template.str;
    const core = this.tidy ? written.trim() : written;
    if (core === '') return template;
    const before = written.slice(0, written.indexOf(core));
    const after = written.slice(before.length + core.length);
    this.constants.push(this.tidy ? this.tidy(core) : core);
    return {
      token: template.token,
      render(context: Context, emitter: Emitter): void {
        const collector = emitter as Collector;
        (context.globals as { [VALUES]: string[] })[VALUES].push(collector.buffer + before);
        collector.buffer = after;
      },
    };
  }
}

interface WrittenTemplate extends Template {
  readonly str: string;
}

/** What stands between tags, as liquidjs keeps it: the class has no name outside of it. */
function isWritten(template: Template): template is WrittenTemplate {
  return !(template instanceof Output) && !(template instanceof Tag) && typeof (template as Partial<WrittenTemplate>).str === 'string';
}
