import { expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { oracleFile } from '../support/oracle.ts'
import { workspace } from '../support/workspace.ts'

const january = oracleFile('data', 'taxi', 'yellow_tripdata_2019-01.csv')
const pandemic = oracleFile('data', 'taxi', 'yellow_tripdata_2020-04.csv')

test.skipIf(!january || !pandemic)(
  'taxi trips of April 2020 against January 2019 fail with drift (needs MLCHECK_ORACLE)',
  async () => {
    const { code, stdout } = await workspace().run(
      '--reference',
      String(january),
      '--sample',
      String(pandemic),
      '--json',
    )
    expect(code).toBe(1)
    const drifted = (JSON.parse(stdout) as Result).outcomes.filter(
      outcome => outcome.category === 'drift' && outcome.status === 'failed',
    )
    expect(drifted.map(outcome => outcome.columns[0])).toEqual(
      expect.arrayContaining(['trip_distance', 'fare_amount', 'total_amount']),
    )
  },
)
