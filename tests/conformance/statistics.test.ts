import { expect, test } from 'vitest'
import { oracleFile } from '../support/oracle.ts'
import { runStatisticsCases } from './statistics.ts'

const file = oracleFile('conformance', 'statistics_cases.jsonl')

test.skipIf(file === undefined)(
  'the statistics agree with every case of the oracle, and ignore none of its fields (needs MLCHECK_ORACLE)',
  { timeout: 300_000 },
  () => {
    const { passed, failures, ignored } = runStatisticsCases(file ?? '')
    expect(failures).toEqual([])
    expect([...ignored]).toEqual([])
    expect(passed).toBeGreaterThan(0)
  },
)
