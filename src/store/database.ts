import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Client, InStatement, ResultSet, Transaction } from '@libsql/client'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import { schemaSteps } from './schema.ts'

/** What can run a statement: a transaction, or a connection on its own. */
export interface Database {
  execute(statement: InStatement): Promise<ResultSet>
}

const lastWrites = new Map<string, Promise<unknown>>()

/**
 * The answer of `work`, or `whenEmpty` where nothing was ever written. Creates no file.
 *
 * @param since the first version of the schema that has what is asked for
 */
export async function readDatabase<T>(
  file: string,
  work: (database: Database) => Promise<T>,
  whenEmpty: T,
  since = 1,
): Promise<T> {
  if (!existsSync(file)) return whenEmpty
  return withClient(file, async client =>
    (await versionOfSchema(client, file)) < since ? whenEmpty : await work(client),
  )
}

/**
 * The answer of `work`, which runs in one transaction with all other writers kept out. It may run more than
 * once, and what it wrote counts only when it returned.
 */
export function writeDatabase<T>(file: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  // One after the other within a process: waiting for SQLite's lock blocks the thread, and with it the writer
  // that holds the lock.
  const done = (lastWrites.get(file) ?? Promise.resolve()).then(() => writeNow(file, work))
  lastWrites.set(
    file,
    done.catch(() => undefined),
  )
  return done
}

async function writeNow<T>(file: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return withClient(file, async client => {
    const transaction = await client.transaction('write')
    try {
      const version = await versionOfSchema(transaction, file)
      for (const step of schemaSteps.slice(version)) await transaction.executeMultiple(step)
      const result = await work(transaction)
      await transaction.commit()
      return result
    } finally {
      transaction.close()
    }
  })
}

const patienceMilliseconds = 60_000

async function withClient<T>(file: string, work: (client: Client) => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMilliseconds
  for (;;) {
    try {
      return await attempt(file, work)
    } catch (error) {
      if (codeOf(error) !== 'SQLITE_BUSY' || Date.now() > deadline) throw explained(error, file)
    }
    await delay(5 + Math.random() * 45)
  }
}

// One connection per attempt: libsql does not reset a statement that found the database busy, and the next
// read on that connection would then keep its lock for as long as the process lives.
// The rollback journal, SQLite's default, and not WAL: WAL needs two more files beside the database, which a
// reader has to create, and so cannot be read in a folder without permission to write.
async function attempt<T>(file: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { createClient } = await import('@libsql/client/sqlite3')
  const client = createClient({ url: pathToFileURL(file).href, timeout: 1000 })
  try {
    return await work(client)
  } finally {
    client.close()
  }
}

async function versionOfSchema(database: Database, file: string): Promise<number> {
  const { rows } = await database.execute('PRAGMA user_version')
  const version = Number(rows[0]?.user_version)
  if (version > schemaSteps.length)
    throw unreadable(`The store ${file} was written by a newer mlcheck.`, {
      hint: 'Update mlcheck to read it.',
    })
  return version
}

function explained(error: unknown, file: string): unknown {
  if (error instanceof UserError) return error
  const reason = reasons[codeOf(error)]
  if (reason !== undefined) return unreadable(`The store's database ${file} ${reason}.`, { cause: error })
  if (!/unable to open/i.test(messageOf(error))) return error
  return unreadable(`The store's database ${file} cannot be opened.`, { cause: error })
}

const reasons: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'has been locked by another process for a minute',
  SQLITE_CANTOPEN: 'cannot be opened',
  SQLITE_CORRUPT: 'is damaged',
  SQLITE_FULL: 'cannot grow: the disk is full',
  SQLITE_IOERR: 'cannot be read or written: the disk reports an error',
  SQLITE_NOTADB: 'is damaged: it is not a SQLite database',
  SQLITE_PERM: 'may not be read',
  SQLITE_READONLY: 'may not be written',
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
