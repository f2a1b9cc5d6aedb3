import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Origin } from '../core/suite.ts'
import { distFiles } from './package.ts'

/** A place in a file; `line` and `column` count from 1. */
export type Position = Origin

/** Where the user's code is that led here, its file relative to `root`. */
export function callerOrigin(root: string): Origin | undefined {
  return originOf(new Error().stack ?? '', root)
}

/** The topmost position in a stack that is neither in this tool nor in a package. */
export function originOf(stack: string, root: string): Origin | undefined {
  for (const line of stack.split('\n')) {
    const [, place, row, column] =
      /^\s+at (?:.*\()?(\/.+|[A-Za-z]:[\\/].+|file:.+):(\d+):(\d+)\)?$/.exec(line) ?? []
    if (place === undefined) continue
    const file = place.startsWith('file:') ? fileURLToPath(place) : place
    if (distFiles.test(file) || /[\\/]node_modules[\\/]/.test(file)) continue
    return { file: relative(root, file), line: Number(row), column: Number(column) }
  }
  return undefined
}
