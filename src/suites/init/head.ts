import { formatCount, formatNumber, plural } from '../../core/format.ts'
import type { Replay } from './replay.ts'
import { headMark } from './suite-file.ts'

/** What the head of a suite file says. */
export interface HeadFacts {
  /** Names only: the same file may lie elsewhere tomorrow. */
  readonly files: readonly string[]
  readonly rows: number
  readonly columns: number
  readonly batchRows: number
  /** The day of the run, as 2019-01-31. */
  readonly date: string
  readonly expectedAlarms: number
  readonly replay?: Replay
  /** What is not checked, and why. */
  readonly remarks: readonly string[]
}

const schemaLine = '# yaml-language-server: $schema=./node_modules/mlcheck/dist/suite.schema.json'

/** The comment at the top of a suite file. */
export function headText(facts: HeadFacts): string {
  const { files, rows, columns, batchRows, date, replay, remarks } = facts
  const named =
    files.length > 3 ? `${files[0]} and ${plural(files.length - 1, 'other file')}` : files.join(', ')
  const sentences = [
    `from ${oneLine(named)}: ${plural(rows, 'row')}, ${plural(columns, 'column')}, on ${date}.`,
    `A batch is taken to have ${formatCount(batchRows)} rows.`,
    expectedText(facts),
    ...(replay ? replayTexts(replay) : []),
    ...remarks.map(oneLine),
    'Edit what you like: running init again keeps what you changed, added or removed. This comment and the last one are its own.',
  ]
  const [first = '', ...others] = sentences
  return [schemaLine, `${headMark} ${first}`, ...others.map(line => `# ${line}`), ''].join('\n')
}

/** How many false alarms to expect, in words. */
export function expectedText({
  expectedAlarms,
  replay,
}: Pick<HeadFacts, 'expectedAlarms' | 'replay'>): string {
  const number =
    expectedAlarms < 0.0001 ? 'fewer than 0.0001' : formatNumber(Number(expectedAlarms.toPrecision(2)))
  if (replay === undefined)
    return `Expected false alarms per run: ${number}, as long as batches are like this data. Months may not be: --holdout tells.`
  if (replay.loosened.length === 0) return `Expected false alarms per run: ${number}.`
  const loosened = plural(replay.loosened.length, 'loosened check adds', 'loosened checks add')
  const each = replay.loosened.length === 1 ? '' : ' each'
  return `Expected false alarms per run: ${number}, to which ${loosened} 1/${replay.batches + 2}${each}.`
}

/** What the replay came to, in sentences. */
export function replayTexts({ batches, before, after, loosened, dropped }: Replay): readonly string[] {
  const done = [
    loosened.length > 0 &&
      `${plural(loosened.length, 'check was', 'checks were')} loosened, as their notes say`,
    dropped.length > 0 && `${plural(dropped.length, 'check was', 'checks were')} dropped`,
  ].filter(part => part !== false)
  return [
    `Replayed on ${plural(batches, 'batch', 'batches')}: ${plural(before, 'alarm')} at first, ${after} with the checks as they are.`,
    ...(done.length > 0 ? [`${done.join('; ')}${dropped.length > 0 ? ':' : '.'}`] : []),
    ...dropped.map(each => `  ${oneLine(each)}`),
  ]
}

/** Names may have line breaks, which would end a comment. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
