import { defineConfig } from 'rolldown'
import { assets } from './assets.plugin.js'
import { licenses } from './licenses.plugin.js'
import { schemas } from './schemas.plugin.js'

// The tool's own graph is bundled: loading few files is most of a short run's start-up time.
// Left outside: native bindings, what must be one instance with the user's test files, and what only some install.
const external = [
  /^node:/,
  /^vitest/,
  /^vite$/,
  /^rolldown/,
  /^@libsql\//,
  /^@duckdb\/node-bindings/,
  /^@grpc\//,
  /^@bufbuild\//,
]

export default defineConfig({
  input: {
    cli: 'src/cli/bin.ts',
    index: 'src/index.ts',
    runner: 'src/vitest/runner.ts',
    stage: 'src/cli/stageProcess.ts',
    stats: 'src/stats/index.ts',
    suite: 'src/vitest/suite-entry.ts',
    'tree-worker': 'src/stages/train/tree-worker.ts',
  },
  platform: 'node',
  external,
  plugins: [assets(), licenses('THIRD_PARTY_LICENSES.txt'), schemas('src/cli/schemas.ts')],
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: 'chunks/[name]-[hash].js' },
})
