// Compares the functions of src/stats with SciPy's in one run: npm run bench:stats [-- --python PATH] [--runs 5]
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median } from '../measure.js'
import { type Contender, contenders } from './contenders.ts'
import { filesOf, read } from './data.ts'
import { scipyOf } from './scipy.ts'

const folder = join('.cache', 'bench', 'stats')
const { values } = parseArgs({
  options: {
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
    runs: { type: 'string', default: '5' },
    memory: { type: 'string' },
  },
})

if (values.memory !== undefined) console.log(bytesOf(contenders[Number(values.memory)]))
else await main()

async function main(): Promise<void> {
  const scipy = await scipyOf(values.python)
  if (scipy === undefined) console.log(`No comparison: ${values.python} lacks SciPy.`)
  console.log(
    '| function | values | ours, ms | SciPy, ms | ours ÷ SciPy | bytes a value |\n|---|---|---:|---:|---:|---:|',
  )
  for (const [index, contender] of contenders.entries()) {
    const files = filesOf(folder, contender.kind, contender.sizes)
    const [ours, theirs]: [number[], number[]] = [[], []]
    // Interleaved, so that a noisy minute hits both alike.
    for (let run = 0; run < Number(values.runs); run++) {
      ours.push(secondsOf(contender, files))
      if (scipy) theirs.push(await scipy.seconds(contender.name, files))
    }
    console.log(row(contender, median(ours), theirs.length > 0 ? median(theirs) : undefined, memoryOf(index)))
  }
  scipy?.end()
}

/** CPU seconds of one call. */
function secondsOf({ run }: Contender, files: readonly [string, string]): number {
  const samples = read(files)
  const start = process.cpuUsage()
  run(samples)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

/** Bytes that a process of its own needs at its peak beyond the data and the interpreter, by value. */
function memoryOf(index: number): number {
  const script = process.argv[1] ?? ''
  return Number(execFileSync(process.execPath, [script, '--memory', `${index}`], { encoding: 'utf8' }))
}

function bytesOf(contender: Contender | undefined): number {
  if (contender === undefined) throw new Error('There is no such function.')
  const samples = read(filesOf(folder, contender.kind, contender.sizes))
  const before = peakBytes()
  contender.run(samples)
  return (peakBytes() - before) / (samples.reference.length + samples.sample.length)
}

/** Linux only: `process.resourceUsage()` would start from the peak of the parent process. */
function peakBytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  return 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
}

function row(
  { name, kind, sizes }: Contender,
  ours: number,
  theirs: number | undefined,
  bytes: number,
): string {
  const values = `${sizes.map(size => size.toLocaleString('en-US')).join(' × ')} ${kind}`
  const compared = theirs === undefined ? ['–', '–'] : [milliseconds(theirs), (ours / theirs).toFixed(2)]
  // Of few values the interpreter's own needs are most.
  const memory = sizes[0] < 100_000 ? '' : bytes.toFixed(0)
  return `| ${[name, values, milliseconds(ours), ...compared, memory].join(' | ')} |`
}

function milliseconds(seconds: number): string {
  return (1000 * seconds).toPrecision(3)
}
