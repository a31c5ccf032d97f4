import { serveThread } from '../../../platform/threads/threadServer.js';
import { compileDocument } from './compileDocument.js';
import { CompiledTemplate } from './CompiledTemplate.js';
import { inspectTemplate } from './inspectTemplate.js';
import type { RenderResults, RenderTask } from './renderTasks.js';

/** Entry of the render threads: the renderer with a voice. */
const known = new Map<string, CompiledTemplate>();
const KEPT = 20;

type OwnTask = Exclude<RenderTask, { kind: 'blocks' | 'mjml' }>;

function perform(task: OwnTask): RenderResults[OwnTask['kind']] {
  switch (task.kind) {
    case 'inspect': {
      const { problems, rendered } = inspectTemplate(task.source, task.tags, task.context, task.brand, task.document);
      return { problems, rendered };
    }
    case 'compile':
      return compileDocument(task.source, task.brand, task.marksLinks);
    case 'render':
      return templateFor(task)?.render(task.context) ?? null;
  }
}

function templateFor({ key, document }: Extract<RenderTask, { kind: 'render' }>): CompiledTemplate | null {
  const found = known.get(key);
  if (found || !document) return found ?? null;
  if (known.size >= KEPT) known.delete(known.keys().next().value as string);
  const template = CompiledTemplate.of(document);
  known.set(key, template);
  return template;
}

serveThread((task) => perform(task as OwnTask));
