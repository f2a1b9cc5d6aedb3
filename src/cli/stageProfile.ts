import { z } from 'zod'
import { valueDisplays } from '../core/masking.ts'
import { defineStage } from '../core/stage.ts'
import { profileCommand } from './profile.ts'
import { version } from './version.ts'

/** Writes the page that shows what data look like. */
export const profile = defineStage({
  name: 'profile',
  version,
  summary: 'Shows what data look like, alone or beside a reference.',
  params: z.strictObject({
    rows: z.int().min(1).optional().describe('How many first rows are shown; none when absent.'),
    values: z.enum(valueDisplays).default('masked').describe('How cells are shown.'),
  }),
  inputs: { data: { type: 'dataset' }, reference: { type: 'dataset', optional: true } },
  outputs: { report: { type: 'report', description: 'index.html and profile.json.' } },
  async run({ params: { rows, values }, inputs: { data, reference }, outputs, cwd, signal, log, progress }) {
    const link = ({ project, name, version }: typeof data) => `${project}/${name}:${version}`
    progress(0, 1, `profiling ${data.name}`)
    const io = {
      cwd,
      env: process.env,
      stdout: log,
      stderr: log,
      isTTY: false,
      columns: 100,
      signal,
    }
    await profileCommand(io).parseAsync(
      [
        link(data),
        ...['--out', outputs.report.folder, '--values', values, '--quiet'],
        ...(reference ? ['--vs', link(reference)] : []),
        ...(rows === undefined ? [] : ['--rows', String(rows)]),
      ],
      { from: 'user' },
    )
  },
})
