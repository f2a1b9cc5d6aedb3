import { formatBytes, formatCount, formatPValue, plural } from '../../../src/core/format.ts'
import type { Result } from '../../../src/core/result.ts'
import { type Dataset, datasetNames } from '../../text/datasets.ts'
import { display, sentence } from '../../text/display.ts'
import { correctionNames, formatDuration } from '../../text/wording.ts'
import { superscript } from '../charts/svg.ts'
import { formatTime, shortDigest } from './text.ts'

export type Family = Result['families'][number]

/** The band under the verdict: what was compared, how strictly, and when. */
export function factsView(result: Result) {
  const { run, exitCode } = result
  const names = datasetNames(result)
  return {
    sample: result.sample && datasetView(result.sample, names.sample),
    reference: result.reference && datasetView(result.reference, names.reference),
    families: result.families.map(familyView),
    derived: derivedView(result),
    run: {
      started: formatTime(run.startedAt),
      duration: formatDuration(run.milliseconds),
      exitCode,
      commit: run.commit ? display(run.commit).slice(0, 8) : undefined,
    },
  }
}

function datasetView(dataset: Dataset, name = dataset.label) {
  const { artifact, files } = dataset
  const digest = shortDigest(artifact?.digest ?? dataset.digest)
  return {
    label: display(name),
    resolved: artifact ? `resolved to ${display(artifact.version)}` : undefined,
    project: artifact ? display(artifact.project) : undefined,
    files: files.length > 1 ? plural(files.length, 'file') : undefined,
    size: `${plural(dataset.rows, 'row')} · ${plural(dataset.columns, 'column')}`,
    storage: `${display(dataset.format)}, ${formatBytes(dataset.bytes)}`,
    digest: digest && display(digest),
    fullDigest: display(artifact?.digest ?? dataset.digest ?? '', 128),
  }
}

/** How many checks nobody wrote, and what they leave out. Absent where every check was written. */
function derivedView({ suites, counts }: Result) {
  const derived = suites.filter(suite => suite.derived)
  const checks = derived.reduce((sum, suite) => sum + suite.checks, 0)
  if (checks === 0) return undefined
  const all = checks === counts.total ? 'All ' : ''
  return {
    text: `${all}${plural(checks, 'check was', 'checks were')} derived from the reference.`,
    remarks: derived.flatMap(suite => suite.remarks ?? []).map(sentence),
  }
}

function familyView(family: Family) {
  const tests = plural(family.size, `${display(family.family)} test`)
  return {
    alpha: `α = ${superscript(formatPValue(family.alpha))}`,
    tests: family.size > 1 ? `for ${tests} together` : `for ${tests}`,
    limit: `${correctionNames[family.correction]}: ${limitWords(family)}`,
  }
}

const sameForEvery = new Set(['none', 'bonferroni', 'sidak'])

function limitWords({ correction, limit }: Family): string {
  const number = superscript(formatPValue(limit))
  return sameForEvery.has(correction) ? `p must exceed ${number}` : `the smallest p must exceed ${number}`
}

/** How the limit of a family follows from its alpha, with the numbers filled in. */
export function correctionFormula({ alpha, size, limit, correction }: Family): string {
  const [a, m, result] = [formatPValue(alpha), formatCount(size), formatPValue(limit)]
  switch (correction) {
    case 'none':
      return `α′ = α = ${a} for each test on its own`
    case 'bonferroni':
      return `α′ = α / m = ${a} / ${m} = ${result}`
    case 'sidak':
      return `α′ = 1 − (1 − α)^(1/m) = 1 − (1 − ${a})^(1/${m}) = ${result}`
    case 'holm':
      return `step down: the i-th smallest p against α / (m − i + 1), from ${a} / ${m} = ${result}`
    case 'hochberg':
      return `step up: the i-th smallest p against α / (m − i + 1), α = ${a}, m = ${m}`
    case 'hommel':
      return `Simes tests of all subsets, α = ${a}, m = ${m}`
    case 'bh':
      return `false discovery rate: the i-th smallest p against i · α / m, α = ${a}, m = ${m}`
    case 'by':
      return `false discovery rate under any dependence: the i-th smallest p against i · α / (m · Σ 1/k), α = ${a}, m = ${m}`
  }
}
