import { expect, test } from 'vitest'
import { messageOf } from '../../../src/core/errors.ts'
import { openSpark } from '../../../src/engines/spark/index.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { tableRelation } from '../../../src/engines/spark/tables.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'

test('a table is named, or a version of it', () => {
  expect(tableRelation('prod.songs')).toEqual({ read: { namedTable: { unparsedIdentifier: 'prod.songs' } } })
  const queries = ['songs@v12', 'prod.`my songs`@12', 'songs@2026-11-30', "songs@it's"].map(tableRelation)
  expect(queries).toEqual(
    [
      'SELECT * FROM `songs` VERSION AS OF 12',
      'SELECT * FROM `prod`.`my songs` VERSION AS OF 12',
      "SELECT * FROM `songs` TIMESTAMP AS OF '2026-11-30'",
      "SELECT * FROM `songs` VERSION AS OF 'it\\'s'",
    ].map(query => ({ sql: { query } })),
  )
  expect(() => tableRelation('@v1')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: table:@v1 names no table.]`,
  )
  expect(() => tableRelation('a..b@v1')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: table:a..b@v1 names no table.]`,
  )
  expect(tableRelation('a; DROP TABLE b@v1')).toEqual({
    sql: { query: 'SELECT * FROM `a; DROP TABLE b` VERSION AS OF 1' },
  })
})

const server = sparkServer()

test.skipIf(noSpark !== undefined)(
  `a version of a table that keeps none is refused${noSpark ? ` (skipped: ${noSpark})` : ''}`,
  async () => {
    const remote = `sc://localhost:${server.port}`
    const session = await SparkSession.connect(remote)
    await session.rows('CREATE TABLE kept USING parquet AS SELECT 1 AS x')
    const engine = await openSpark({ remote })
    const open = (path: string) => engine.open({ kind: 'files', label: path, paths: [path] })
    expect((await open('table:kept')).info.rows).toBe(1)
    const refusal = await open('table:kept@v1').then(
      () => 'opened',
      error => messageOf(error),
    )
    expect(refusal).toMatchInlineSnapshot(
      `"Spark could not answer: The feature is not supported: Time travel on the relation: \`spark_catalog\`.\`default\`.\`kept\`."`,
    )
    await engine.close()
    await session.close()
  },
  120_000,
)
