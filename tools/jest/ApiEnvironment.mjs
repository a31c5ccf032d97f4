import { createRequire } from 'node:module';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { AnswerCheck } from './AnswerCheck.mjs';
import { loadSources } from './nativeSources.mjs';
import { TestOutput } from './TestOutput.mjs';

const require = createRequire(import.meta.url);
const { console } = globalThis;

/**
 * One check of answers for all files of a process: making the document and compiling its schemas takes longer than all checks of a file.
 * @type {AnswerCheck | null}
 */
let answerCheck = null;

/**
 * What V8 made of a source, for the next file of this process that reads it.
 * @type {Map<string, { code: string, data: Buffer }>}
 */
const compiled = new Map();

/** Stands for the realm of this process where Jest asks for a context of its own. */
const main = vm.createContext({});
runInMainRealm();

/** Tests share the realm of Node and of the packages that it loads (see nativePackages), as the product does where it runs. */
export default class ApiEnvironment extends TestEnvironment {
  #output = new TestOutput();
  /** The product is loaded once for all files of this process (nativeSources), not anew for each. */
  #isShared;

  /** @param {ConstructorParameters<typeof TestEnvironment>} args */
  constructor(...args) {
    super(...args);
    this.#isShared = args[0].projectConfig.testEnvironmentOptions['sources'] === 'shared';
    this.context = main;
    this.global = /** @type {InstanceType<typeof TestEnvironment>['global']} */ (/** @type {unknown} */ (globalThis));
    Error.stackTraceLimit = 100;
  }

  async setup() {
    await super.setup();
    this.global.console = this.#output.console;
    this.global.testOutput = this.#output;
    this.#output.hold();
    this.global.requireNatively = require;
    if (this.#isShared) this.global.nativeSources = await loadSources();
    /** @param {() => string} document its JSON, asked for by the first file only */
    this.global.answerCheck = (document) => (answerCheck ??= new AnswerCheck(JSON.parse(document())));
  }

  /** @param {{ name: string, test?: import('./TestOutput.mjs').RunTest }} event @param {import('./TestOutput.mjs').RunState} state */
  handleTestEvent({ name, test }, state) {
    if (name === 'test_done' && test) this.#output.testDone(test);
    if (name === 'run_finish') this.#output.fileDone(state);
  }

  async teardown() {
    this.#output.release();
    // What the decorators of this file's classes have noted: the next file loads them anew.
    if (!this.#isShared) {
      delete this.global.typeormMetadataArgsStorage;
      delete this.global.classValidatorMetadataStorage;
    }
    this.global.console = console;
    await super.teardown();
  }
}

/** Node takes no context for its own realm, so the one above is left out of what Jest asks for. */
function runInMainRealm() {
  const { SourceTextModule, SyntheticModule, compileFunction } = vm;
  vm.SourceTextModule = class extends SourceTextModule {
    constructor(code, options) {
      const name = options?.identifier ?? '';
      const known = compiled.get(name);
      const cachedData = known && known.code === code ? known.data : undefined;
      super(code, { ...inMain(options), ...(cachedData ? { cachedData } : {}) });
      // Node's types do not know this method yet.
      const made = /** @type {{ createCachedData: () => Buffer }} */ (/** @type {unknown} */ (this));
      // What is compiled from there no longer knows of which module it is, as dynamic imports and import.meta must.
      if (name && !cachedData && !/\bimport\s*[(.]/.test(code)) compiled.set(name, { code, data: made.createCachedData() });
    }
  };
  vm.SyntheticModule = class extends SyntheticModule {
    constructor(names, evaluate, options) {
      super(names, evaluate, inMain(options));
    }
  };
  vm.compileFunction = (code, parameters, options) => compileFunction(code, parameters, inMain(options));
}

/** @param {{ context?: unknown, parsingContext?: unknown }} [options] */
function inMain({ context, parsingContext, ...options } = {}) {
  return {
    ...options,
    ...(context && context !== main ? { context } : {}),
    ...(parsingContext && parsingContext !== main ? { parsingContext } : {}),
  };
}
