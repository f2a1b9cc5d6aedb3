// Compares the data stages of the pipeline of songs, whole processes side by side in one run:
// npm run bench:pipeline -- --data DIR [--runs 5] [--python PATH], where DIR has the course's genres_mod.parquet.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measure } from './measure.js'
import { printTable } from './table.js'

const here = import.meta.dirname
const cli = join(here, '..', 'dist', 'cli.js')
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.' },
    runs: { type: 'string', default: '5' },
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
  },
})
const songs = resolve(values.data, 'genres_mod.parquet')
if (!existsSync(cli)) throw new Error('dist/ is missing. Run npm run build first.')
if (!existsSync(songs)) throw new Error(`There is no ${songs}. Name its folder with --data DIR.`)

const folder = mkdtempSync(join(tmpdir(), 'mlcheck-bench-'))
cpSync(join(here, '..', 'examples', 'music'), folder, {
  recursive: true,
  filter: path => !/\.mlcheck|outputs|multirun/.test(path),
})
const own = {
  command: process.execPath,
  args: [
    cli,
    'run',
    'download',
    'preprocess',
    'check_data',
    'segregate',
    `data.file=${JSON.stringify(songs)}`,
  ],
  cwd: folder,
}
const peer = join(here, 'peers', 'pipeline.py')
const steps = ['download', 'preprocess', 'check', 'segregate']
const commands = steps.map(step => `"${values.python}" "${peer}" ${step} "${folder}" "${songs}"`)
const contenders = [
  { name: 'mlcheck, cold', ...own, before: forget },
  { name: 'mlcheck, nothing to do', ...own, before: () => {} },
  {
    name: 'pandas + SciPy + scikit-learn',
    command: 'bash',
    args: ['-c', commands.join(' && ')],
    before: () => {},
  },
]

try {
  const samples = new Map(contenders.map(({ name }) => [name, []]))
  // Interleaved, so that a noisy minute hits all contenders alike.
  for (let run = 0; run < Number(values.runs); run++)
    for (const contender of contenders) {
      contender.before()
      samples.get(contender.name).push(await measure(contender))
    }
  printTable('download, preprocess, check, segregate; 42,896 songs × 17 columns', samples)
} finally {
  rmSync(folder, { recursive: true })
}

function forget() {
  rmSync(join(folder, '.mlcheck'), { recursive: true, force: true })
}
