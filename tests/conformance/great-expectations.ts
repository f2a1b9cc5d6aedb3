// Runs test cases of Great Expectations through the importer and an engine: npm run conformance -- FILE
import { parseArgs } from 'node:util'
import { engines } from '../../src/engines/index.ts'
import { differencesOf } from './gx-compare.ts'
import { readCases } from './gx-case.ts'
import { knownDifferences } from './gx-differences.ts'
import { runCase } from './gx-run.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'duckdb' } },
})
const [path] = positionals
const load = engines[values.engine]
if (path === undefined) stop('Which file? npm run conformance -- FILE [--engine NAME]')
else if (!load) stop(`There is no engine ${values.engine}. Engines are ${Object.keys(engines).join(', ')}.`)
else await report(path, load)

async function report(file: string, open: NonNullable<(typeof engines)[string]>): Promise<void> {
  const engine = await (await open())({})
  const excused = new Map<string, number>()
  let passed = 0
  let failed = 0
  for (const one of readCases(file)) {
    const problems = differencesOf(one, await runCase(one, engine))
    const [reason] = knownDifferences.find(([, isAbout]) => isAbout(one)) ?? []
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
