import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { TestSpecification, Vitest } from 'vitest/node'
import { builtFile, distFiles } from './package.ts'
import { inlinePool } from './pool.ts'

export interface ServerOptions {
  readonly root: string
  /** Stop after this many failed tests; tests then run one after another. */
  readonly bail: number
  readonly testNamePattern: RegExp | undefined
}

// Far more than any run has: all tests start at once, so that their questions are answered together.
const maxConcurrency = 100_000
const tenMinutes = 600_000

/**
 * A vitest that runs tests in this process, reads no configuration of the user, prints nothing and writes nothing.
 * Close it after use.
 */
export async function startVitest({ root, bail, testNamePattern }: ServerOptions): Promise<Vitest> {
  const { createVitest, BaseSequencer } = await import('vitest/node')

  class InGivenOrder extends BaseSequencer {
    override async sort(files: TestSpecification[]) {
      return files
    }
  }

  return createVitest(
    'test',
    {
      root,
      config: false,
      include: [],
      watch: false,
      run: true,
      pool: inlinePool,
      isolate: false,
      fileParallelism: false,
      maxWorkers: 1,
      runner: builtFile('runner'),
      cache: false,
      server: { deps: { external: [distFiles] } },
      update: false,
      retry: 0,
      // By default vitest refuses `.only` where CI is set; what it leaves out is shown as skipped.
      allowOnly: true,
      // Stopping early loses the results of tests that run at the same time.
      sequence: { concurrent: bail === 0, hooks: 'stack', sequencer: InGivenOrder },
      bail,
      maxConcurrency,
      testTimeout: tenMinutes,
      hookTimeout: tenMinutes,
      testNamePattern,
      includeTaskLocation: true,
      disableConsoleIntercept: true,
      reporters: [{}],
    },
    {
      envDir: false,
      publicDir: false,
      cacheDir: join(tmpdir(), 'mlcheck'),
      logLevel: 'silent',
      css: { postcss: { plugins: [] } },
      optimizeDeps: { noDiscovery: true, include: [] },
      server: { watch: null, hmr: false, ws: false, fs: { strict: false } },
      // The running copy is the one that knows the data, and needs no installation in the user's folder.
      resolve: {
        tsconfigPaths: true,
        alias: [
          { find: /^mlcheck$/, replacement: builtFile('index') },
          { find: /^mlcheck\/stats$/, replacement: builtFile('stats') },
        ],
      },
    },
    { stdout: nowhere(), stderr: nowhere() },
  )
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
