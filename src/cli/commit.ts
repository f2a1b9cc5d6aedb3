import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Io } from './io.ts'

/** The commit of the working tree around a folder, or of the CI job; `undefined` outside of both. */
export function currentCommit(io: Pick<Io, 'cwd' | 'env'>): string | undefined {
  return io.env.GITHUB_SHA ?? io.env.CI_COMMIT_SHA ?? io.env.GIT_COMMIT ?? commitOfTree(io.cwd)
}

function commitOfTree(folder: string): string | undefined {
  const marker = join(folder, '.git')
  if (!existsSync(marker)) return dirname(folder) === folder ? undefined : commitOfTree(dirname(folder))
  try {
    return commitOf(gitFolder(marker))
  } catch {
    // The commit is a courtesy of the report; a repository in an unusual state has none.
    return undefined
  }
}

function gitFolder(marker: string): string {
  if (statSync(marker).isDirectory()) return marker
  const [, path = ''] = /^gitdir: (.+)/.exec(readFileSync(marker, 'utf8')) ?? []
  return resolve(dirname(marker), path.trim())
}

function commitOf(folder: string): string | undefined {
  const head = readFileSync(join(folder, 'HEAD'), 'utf8').trim()
  if (!head.startsWith('ref: ')) return head
  const name = head.slice(5)
  const shared = existsSync(join(folder, 'commondir'))
    ? resolve(folder, readFileSync(join(folder, 'commondir'), 'utf8').trim())
    : folder
  const loose = join(shared, name)
  if (existsSync(loose)) return readFileSync(loose, 'utf8').trim()
  const packed = readFileSync(join(shared, 'packed-refs'), 'utf8')
  return packed
    .split('\n')
    .find(line => line.endsWith(` ${name}`))
    ?.split(' ')[0]
}
