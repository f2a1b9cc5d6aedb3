// The bare engine: node engine.js DATA STATEMENTS runs what mlcheck would send, and nothing else.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const duckdb = createRequire(import.meta.url)('@duckdb/node-bindings')
const [data, statements] = process.argv.slice(2)
const connection = await duckdb.connect(await duckdb.open(':memory:'))
const table = data.endsWith('.parquet')
  ? `VIEW d1 AS SELECT * FROM read_parquet('${data}')`
  : `TABLE d1 AS SELECT * FROM read_csv('${data}')`
await duckdb.query(connection, `CREATE ${table}`)
for (const statement of readFileSync(statements, 'utf8').split(/;\s*(?:\n|$)/))
  if (statement.trim() !== '') await duckdb.query(connection, statement)
process.exit()
