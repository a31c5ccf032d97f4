import { Console } from 'node:console';
import { Writable } from 'node:stream';

/** `LOG=1` shows at once what is printed and logged, and lets it pass. */
const isShown = Boolean(process.env.LOG);

/**
 * What a test file prints and what the product logs meanwhile. A test that passes says nothing: one that prints fails, and what was logged is
 * told with a test that failed.
 *
 * @typedef {{ errors: unknown[] }} RunTest of Jest
 * @typedef {{ unhandledErrors: unknown[] }} RunState of Jest
 */
export class TestOutput {
  /** @type {string[]} */
  #printed = [];
  /** @type {string[]} */
  #logged = [];
  #write = process.stdout.write;

  /** Takes the place of a console. */
  console = new Console(this.#stream());

  /** Until `release`, what is written to standard output is kept. */
  hold() {
    if (isShown) return;
    const taken = this.#stream();
    process.stdout.write = /** @type {typeof process.stdout.write} */ (taken.write.bind(taken));
  }

  release() {
    process.stdout.write = this.#write;
  }

  /** For the logger of the tests and for what a test has to say of itself. @param {string} line */
  log(line) {
    this.#logged.push(line);
    if (isShown) this.#write.call(process.stdout, `${line}\n`);
  }

  /** After a test. @param {RunTest} test */
  testDone({ errors }) {
    const { printed, logged } = this.#take();
    if (errors.length === 0 && printed) errors.push(plain(`The test passed, but this was printed:\n${printed}`));
    else if (errors.length > 0 && (printed || logged)) errors.push(plain(`Printed and logged meanwhile:\n${printed}${logged}`));
  }

  /** After the last test of a file. @param {RunState} state */
  fileDone({ unhandledErrors }) {
    const { printed } = this.#take();
    if (printed) unhandledErrors.push(plain(`After the last test this was printed:\n${printed}`));
  }

  #take() {
    const taken = { printed: this.#printed.join(''), logged: this.#logged.map((line) => `${line}\n`).join('') };
    this.#printed = [];
    this.#logged = [];
    return taken;
  }

  #stream() {
    return new Writable({
      decodeStrings: false,
      write: (text, _encoding, done) => {
        if (isShown) this.#write.call(process.stdout, text);
        else this.#printed.push(String(text));
        done();
      },
    });
  }
}

/** Where it was made tells nobody anything. @param {string} message */
function plain(message) {
  const error = new Error(message);
  error.stack = message;
  return error;
}
