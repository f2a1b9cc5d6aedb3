import type { ReadOptions } from '../core/engine.ts'
import { formatList, plural } from '../core/format.ts'
import type { Draft } from '../suites/init/draft.ts'
import { expectedText, type HeadFacts, replayTexts } from '../suites/init/head.ts'
import type { Merged } from '../suites/init/merge.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { readFlags, shellWords } from './readOptions.ts'

/** What a run of init came to. */
export interface InitRun {
  readonly out: string
  readonly files: readonly string[]
  readonly read: ReadOptions
  readonly drafts: readonly Draft[]
  readonly facts: HeadFacts
  readonly merged?: Merged
}

/** The summary for people: what was written, what to expect of it, and what to do next. */
export function summaryText({ out, files, read, drafts, facts, merged }: InitRun): string {
  const [first = '', ...others] = files
  const reference = others.length === 0 ? shellWords([withoutCredentials(first)]) : 'DATA'
  const warnings = drafts.filter(draft => draft.severity === 'warning').length
  const lines = [
    `${merged ? 'Merged' : 'Wrote'} ${out}: ${plural(drafts.length, 'check')} for ${plural(facts.columns, 'column')} from ${plural(facts.rows, 'row')}; ${warnings} of them only warn.`,
    ...(merged ? [mergedText(merged)] : []),
    expectedText(facts),
    ...(facts.replay ? replayTexts(facts.replay) : []),
    '',
    'Read it, then judge new data by it:',
    `  mlcheck --reference ${reference} --sample NEW --suite ${shellWords([out, ...readFlags(read)])}`,
  ]
  return `${lines.join('\n')}\n`
}

function mergedText({ edited, removed, updated, added, dropped }: Merged): string {
  const parts = [
    edited > 0 && `${plural(edited, 'check')} edited or added by hand kept`,
    removed > 0 && `${removed} removed by hand left out`,
    updated > 0 && `${updated} written anew`,
    added > 0 && `${added} added`,
    dropped > 0 && `${dropped} dropped`,
  ]
  const said = parts.filter(part => part !== false)
  return said.length === 0 ? 'Nothing had changed.' : `${formatList(said)}.`
}
