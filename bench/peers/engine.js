// The bare engine: the statements that mlcheck would run, and nothing else. SQL comes from `mlcheck --explain`.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const connection = await (await DuckDBInstance.create()).connect()
for (const statement of readFileSync(process.env.STATEMENTS, 'utf8')
  .split(/;\s*\n/)
  .filter(text => text.trim() !== ''))
  await connection.runAndReadAll(statement)
