import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { main } from '../../src/cli/main.ts'

interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Workspace {
  readonly folder: string
  /** Runs the command line in this folder; paths of the folder appear as `DIR` in the output. */
  run(...args: readonly string[]): Promise<Finished>
  /** Everything in the folder, relative, sorted. */
  files(): readonly string[]
}

/** A temporary folder with files in it, removed when the test ends. */
export function workspace(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  {
    env = {},
    signal,
  }: { readonly env?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mlcheck-test-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return {
    folder,
    async run(...args) {
      const out = { stdout: '', stderr: '' }
      const code = await main(args, {
        cwd: folder,
        env: { MLCHECK_HOME: join(folder, '.mlcheck'), ...env },
        stdout: text => {
          out.stdout += text
        },
        stderr: text => {
          out.stderr += text
        },
        isTTY: false,
        columns: 100,
        signal,
      })
      const shown = (text: string) =>
        text.replaceAll(folder, 'DIR').replace(/(Duration\s+)[\d.,]+ m?s/g, '$1N ms')
      return { code, stdout: shown(out.stdout), stderr: shown(out.stderr) }
    },
    files: () => readdirSync(folder, { recursive: true }).map(String).sort(),
  }
}

/** A CSV text from columns of equal length. */
export function csv(columns: Readonly<Record<string, readonly (string | number | null)[]>>): string {
  const names = Object.keys(columns)
  const length = Math.max(0, ...Object.values(columns).map(values => values.length))
  const rows = Array.from({ length }, (_, row) =>
    names.map(name => cell(columns[name]?.[row] ?? null)).join(','),
  )
  return `${[names.map(cell).join(','), ...rows].join('\n')}\n`
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
