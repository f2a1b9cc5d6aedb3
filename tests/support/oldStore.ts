import { createClient } from '@libsql/client'

/** What undoes the step of the schema to each version. */
const undoing: readonly (readonly [number, string])[] = [
  [
    5,
    `ALTER TABLE version DROP COLUMN tags; ALTER TABLE version DROP COLUMN ttl;
    ALTER TABLE version DROP COLUMN put_at; ALTER TABLE version DROP COLUMN collected_at;
    ALTER TABLE version DROP COLUMN referred;`,
  ],
  [4, 'DROP TABLE run; DROP TABLE metric; DROP TABLE lineage; DROP TABLE run_file; DROP TABLE cached_work;'],
  [3, 'ALTER TABLE batch DROP COLUMN checks;'],
  [2, 'DROP TABLE batch;'],
]

/** Makes the database of a store one as it was with an earlier version of its schema. */
export async function backToVersion(file: string, version: number): Promise<void> {
  const client = createClient({ url: `file:${file}` })
  const steps = undoing.filter(([to]) => to > version).map(([, sql]) => sql)
  await client.executeMultiple(`${steps.join('\n')} PRAGMA user_version = ${version};`)
  client.close()
}
