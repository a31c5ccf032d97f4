/**
 * Loaded before the joined server (joinServer.mjs), beside whose files it lies: each is read with what V8 has compiled of it before. With
 * KEEP_COMPILED that is written once the server is ready, which then ends.
 */
const { chmodSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname } = require('node:path');
const vm = require('node:vm');

const isKeeping = Boolean(process.env.KEEP_COMPILED);
/** @type {Map<string, vm.Script>} */
const scripts = new Map();

require.extensions['.cjs'] = (module, file) => {
  const compiled = `${file}.compiled`;
  const script = new vm.Script(wrap(readFileSync(file, 'utf8')), {
    filename: file,
    ...(!isKeeping && existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
  });
  if (isKeeping) scripts.set(compiled, script);
  script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
};

if (isKeeping) {
  const write = process.stdout.write.bind(process.stdout);
  /** @param {string | Uint8Array} text @param {...unknown} rest */
  const keepOnceReady = (text, ...rest) => {
    if (String(text).includes('"server.ready"')) keep();
    return Reflect.apply(write, null, [text, ...rest]);
  };
  process.stdout.write = keepOnceReady;
}

function keep() {
  for (const [file, script] of scripts) {
    writeFileSync(file, script.createCachedData());
    // The server makes what only its own user reads.
    chmodSync(file, 0o644);
  }
  process.kill(process.pid, 'SIGTERM');
}
