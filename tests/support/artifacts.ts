import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { workspace } from './workspace.ts'

/** Runs `mlcheck artifact`; the output is that of both streams, with times as TIME, and the exit code. */
export function shop(
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
) {
  const given = workspace(files, { env })
  const home = join(given.folder, '.mlcheck')
  return {
    folder: given.folder,
    workspace: given,
    async run(...args: readonly string[]): Promise<string> {
      const { code, stdout, stderr } = await given.run('artifact', ...args)
      const time = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d\.\d+Z)?/g
      return `${stdout}${stderr}exit ${code}`.replace(time, 'TIME')
    },
    age: (days: number) => age(home, days),
    objects: () =>
      readdirSync(join(home, 'objects'), { recursive: true, withFileTypes: true }).filter(entry =>
        entry.isFile(),
      ).length,
  }
}

/** Makes everything in a store look as many days older. */
export async function age(home: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * 86_400_000)
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), then, then)
  const client = createClient({ url: `file:${join(home, 'store.db')}` })
  const earlier = (column: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, '-${days} days')`
  await client.execute(
    `UPDATE version SET created_at = ${earlier('created_at')}, put_at = ${earlier('put_at')}`,
  )
  client.close()
}
