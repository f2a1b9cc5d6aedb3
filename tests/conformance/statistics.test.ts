import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runStatisticsCases } from './statistics.ts'

const folder = process.env.MLCHECK_CONFORMANCE
const file = join(folder ?? '', 'statistics_cases.jsonl')
const reason = 'MLCHECK_CONFORMANCE names no folder with statistics_cases.jsonl'

test.skipIf(folder === undefined || !existsSync(file))(
  `the statistics agree with every case of the oracle (skipped when ${reason})`,
  { timeout: 300_000 },
  () => {
    const { passed, failures } = runStatisticsCases(file)
    expect(failures).toEqual([])
    expect(passed).toBeGreaterThan(0)
  },
)
