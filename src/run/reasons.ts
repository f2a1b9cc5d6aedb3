import type { RowBlock } from '../core/engine.ts'
import { formatCount, formatList, formatShare, formatValue } from '../core/format.ts'
import type { TestReport, Unexpected } from '../core/result.ts'
import type { FoundRepair, Offence } from './offence.ts'
import { mainPart } from './offence.ts'

/** Why something is as it was found, and one thing to do about it; absent where nothing certain can be said. */
export interface Reasons {
  readonly hint?: string
  readonly next?: string
}

/** What is likely about offending rows, in the form in which their values may be shown. */
export function reasonsOf({ verdict, failing, repair, isNew }: Offence, unexpected: Unexpected): Reasons {
  const reasons = [
    repair ? repairReason(repair, unexpected.count) : valueReason(unexpected, isNew),
    spellingReason(unexpected),
    failing.block && blockReason(failing.block, unexpected),
  ].filter(reason => reason !== undefined)
  const hint = verdict.hint ?? reasons.flatMap(({ hint }) => hint ?? []).join(' ')
  const next = reasons.find(reason => reason.next !== undefined)?.next
  return { ...(hint === '' ? {} : { hint }), ...(next === undefined ? {} : { next }) }
}

/** What to do about a failed test whose difference is so small that it shows in large samples only. */
export function nextAfterTest({ effect, minEffect, mode }: TestReport): string | undefined {
  if (minEffect !== undefined || mode !== undefined || !(effect.name in smallEffects)) return undefined
  const small = smallEffects[effect.name] ?? 0
  if (Math.abs(effect.value) >= small) return undefined
  return `So small a difference shows only because there are many rows; if it does not matter, set minEffect: ${small}.`
}

/** Below these, a difference is commonly called negligible. */
const smallEffects: Readonly<Record<string, number>> = { D: 0.05, 'total variation': 0.05, "Cohen's d": 0.1 }

function repairReason({ text, cause, next, count }: FoundRepair, all: number): Reasons {
  const some = count === all ? `all ${formatCount(all)}` : `${formatCount(count)} of the ${formatCount(all)}`
  return { hint: `${capital(text)}, ${some} meet the rule: they may be ${cause}.`, next }
}

/** One value that makes up most of what offends. */
function valueReason(
  { values: [first], count }: Unexpected,
  isNew: boolean | undefined,
): Reasons | undefined {
  if (first === undefined || first.masked || first.closest !== undefined || first.value === 'missing')
    return undefined
  if (first.count < 2 || first.count < count * mainPart) return undefined
  const shown = valueText(first.value)
  const some = first.count === count ? `All ${formatCount(count)}` : `${partOf(first.count, count)}`
  const news = isNew ? ', which the reference never has' : ''
  if (!placeholders.has(first.value.trim().toLowerCase()))
    return news === '' ? undefined : { hint: `${some} are ${shown}${news}.` }
  return {
    hint: `${some} are ${shown}${news}; it may stand for a missing value.`,
    next: `If ${shown} means that there is no value, leave the cell empty, or read it as missing with --missing.`,
  }
}

/** What people write where there is no value. A zero is one only where it is out of place, as here. */
const placeholders: ReadonlySet<string> = new Set(
  ' 0 -1 -9 -99 -999 -9999 99 999 9999 99999 999999 1970-01-01 1900-01-01 9999-12-31 1970-01-01t00:00:00.000z 1900-01-01t00:00:00.000z - -- . ? n/a na #n/a nan null nil none missing unknown undefined tbd'.split(
    ' ',
  ),
)

function spellingReason({ values, count }: Unexpected): Reasons | undefined {
  const variants = values.flatMap(({ value, closest, count: own }) =>
    closest === undefined ? [] : [{ value: valueText(value), closest: valueText(closest), count: own }],
  )
  if (variants.length === 0) return undefined
  const explained = variants.reduce((sum, variant) => sum + variant.count, 0)
  const some = explained === count ? `All ${formatCount(count)}` : partOf(explained, count)
  const pairs = variants.map(({ value, closest }) => `${value} of ${closest}`)
  const fixes = variants.map(({ value, closest }) => `${value} as ${closest}`)
  return {
    hint: `${some} look like other spellings of what is allowed: ${formatList(pairs, 3)}.`,
    next: `Write ${formatList(fixes, 3)} where the data comes from.`,
  }
}

/** How unlikely a block has to be by chance, in rows strewn over the file, to be worth a sentence. */
const chance = 1e-3

function blockReason({ rows, from, to, file }: RowBlock, unexpected: Unexpected): Reasons | undefined {
  const { count, of, positionKind } = unexpected
  const share = of > 0 ? count / of : 1
  if (rows < 3 || rows < count * 0.2 || of * share ** rows >= chance) return undefined
  const where = `${positionKind}s ${formatCount(from)} to ${formatCount(to)}${file === undefined ? '' : ` of ${file}`}`
  const next = `Find out how ${where} came in: they may have to be sent again.`
  if (rows >= count) return { hint: `All ${formatCount(count)} stand in one block, ${where}.`, next }
  const rest = of > rows ? `; without it the share would be ${formatShare((count - rows) / (of - rows))}` : ''
  return { hint: `${partOf(rows, count)} stand in one block, ${where}${rest}.`, next }
}

function partOf(part: number, all: number): string {
  return `${formatCount(part)} of the ${formatCount(all)}`
}

/** Numbers and dates as they are, other texts in quotes. */
function valueText(text: string): string {
  return /^-?[\d.,:TZ-]+$/.test(text) ? text : formatValue(text)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
