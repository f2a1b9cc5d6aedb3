// Runs test cases of Great Expectations through the importer and an engine: npm run conformance -- FILE
// On Spark, with --engine spark: on the server --remote, else on one that a Python with pyspark, MLCHECK_SPARK, starts.
import { parseArgs } from 'node:util'
import { type EngineName, engines, serverEngines } from '../../src/engines/index.ts'
import { startSpark } from '../support/sparkProcess.ts'
import { differencesOf } from './gx-compare.ts'
import { readCases } from './gx-case.ts'
import { knownDifferences, unsupported } from './gx-differences.ts'
import { runCase } from './gx-run.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'duckdb' }, remote: { type: 'string' } },
})
const [path] = positionals
const name = Object.keys(engines).find((each): each is EngineName => each === values.engine)
if (path === undefined) stop('Which file? npm run conformance -- FILE [--engine NAME] [--remote ADDRESS]')
else if (!name) stop(`There is no engine ${values.engine}. Engines are ${Object.keys(engines).join(', ')}.`)
else await withServer(name, remote => report(path, name, remote))

/** Starts a server where the engine needs one and none is named. */
async function withServer(engine: EngineName, work: (remote?: string) => Promise<void>): Promise<void> {
  const python = process.env.MLCHECK_SPARK
  if (!serverEngines.includes(engine) || values.remote !== undefined || !python) return work(values.remote)
  const server = await startSpark(python)
  try {
    await work(`sc://localhost:${server.port}`)
  } finally {
    await server.stop()
  }
}

async function report(file: string, name: EngineName, remote: string | undefined): Promise<void> {
  const open = await engines[name]()
  const engine = await open({ remote })
  const excused = new Map<string, number>()
  let passed = 0
  let failed = 0
  for (const one of readCases(file)) {
    const problems = differencesOf(one, await runCase(one, engine))
    const [reason] =
      [...knownDifferences, ...(unsupported[name] ?? [])].find(([, isAbout]) => isAbout(one)) ?? []
    if (problems.length === 0) passed++
    else if (reason !== undefined) excused.set(reason, (excused.get(reason) ?? 0) + 1)
    else {
      failed++
      console.log(`${one.id}: ${problems.join('; ')}`)
    }
  }
  await engine.close()
  for (const [reason, cases] of excused) console.log(`${cases} differ as intended: ${reason}.`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

function stop(sentence: string): void {
  console.error(sentence)
  process.exitCode = 2
}
