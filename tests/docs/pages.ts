import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..', '..')

/** A block of code on a page, and the line on which it begins. */
export interface Block {
  readonly page: string
  readonly line: number
  readonly language: string
  readonly text: string
}

/** The pages for users and contributors, by their path. */
export const pages: ReadonlyMap<string, string> = new Map(
  [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(root, 'docs')).map(name => `docs/${name}`),
  ]
    .filter(path => path.endsWith('.md'))
    .map(path => [path, readFileSync(join(root, path), 'utf8')]),
)

/** All fenced blocks of code. */
export const blocks: readonly Block[] = [...pages].flatMap(([page, text]) =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language = '', 2: code = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language,
    text: code,
  })),
)

/** What a reader would type into a shell, without a comment behind it: indented lines, and steps of CI files. */
export const commands: readonly (readonly [page: string, command: string])[] = [...pages].flatMap(
  ([page, text]) =>
    [...text.matchAll(/^(?: {4}| *- (?:run: )?)((?:npx )?mlcheck .*)$/gm)].map(
      ({ 1: command = '' }) => [page, command.replace(/^npx /, '').replace(/\s+#.*$/, '')] as const,
    ),
)
