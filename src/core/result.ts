import { valueDisplays } from './masking.ts'
import { z } from 'zod'
import { corrections, modes } from './test.ts'

const numbers = z.array(z.number())
const both = z.object({ reference: z.number(), sample: z.number() })
const scale = z.enum(['linear', 'log'])

const chart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('histogram'),
    edges: numbers,
    reference: numbers,
    sample: numbers,
    scale,
    zero: both.optional(),
  }),
  z.object({
    kind: z.literal('ecdf'),
    x: numbers,
    reference: numbers,
    sample: numbers,
    scale,
    gap: z.object({ x: z.number(), reference: z.number(), sample: z.number() }),
  }),
  z.object({
    kind: z.literal('categories'),
    entries: z.array(z.object({ label: z.string(), reference: z.number(), sample: z.number() })),
    other: z.object({ categories: z.number(), reference: z.number(), sample: z.number() }).optional(),
    total: both,
  }),
])

const test = z.object({
  family: z.string(),
  method: z.string(),
  statistic: z.object({ name: z.string(), value: z.number() }),
  pValue: z.number(),
  log10P: z.number().optional(),
  adjustedP: z.number(),
  alpha: z.number(),
  correction: z.enum(corrections),
  familySize: z.int(),
  limit: z.number().describe("The raw p-value's limit after the correction, α′."),
  effect: z.object({
    name: z.string(),
    value: z.number(),
    interval: z.tuple([z.number(), z.number()]).optional(),
  }),
  minEffect: z.number().optional(),
  mode: z.enum(modes).optional().describe('The null hypothesis; no difference where it is absent.'),
  differenceP: z
    .number()
    .optional()
    .describe('The p-value of no difference at all, where pValue is that of an effect of at most minEffect.'),
  choice: z.string().optional().describe('Why this test fits the column.'),
  n: both,
  criticalStatistic: z.number().optional().describe('The statistic from which on the test fails.'),
  smallestDetectable: z.number().optional().describe('The effect that the test finds with 90 % power.'),
  location: z.number().optional().describe('Where the difference is greatest.'),
  region: z
    .object({
      label: z.string(),
      from: z.number().optional(),
      to: z.number().optional(),
      reference: z.number(),
      sample: z.number(),
    })
    .optional()
    .describe('The part of the values whose share differs most, and its shares.'),
  slice: z
    .object({
      columns: z.array(z.string()),
      values: z.array(z.string()),
      rows: both.describe('Shares of the rows that are in the slice.'),
      inside: both.describe("The region's shares within the slice."),
      outside: both.describe("The region's shares outside of it."),
      explained: z.number().describe('The share of the difference that vanishes outside of the slice.'),
      sentence: z.string(),
    })
    .optional()
    .describe('The rows that explain most of the difference.'),
  summaries: z.array(z.object({ name: z.string(), reference: z.number(), sample: z.number() })),
})

const unexpected = z.object({
  count: z.int(),
  of: z.int().describe('How many values were checked.'),
  distinct: z.int(),
  values: z.array(
    z.object({
      value: z.string().describe('As text; masked where the value is not to be shown.'),
      masked: z.boolean().optional(),
      count: z.int(),
      positions: z.array(z.int()),
      files: z.array(z.string()).optional().describe('The file of each position, where there are several.'),
      closest: z.string().optional().describe('The allowed value that is spelt most alike.'),
    }),
  ),
  positions: z.array(z.int()).describe('Where the first offending rows stand.'),
  files: z.array(z.string()).optional().describe('The file of each position, where there are several.'),
  positionKind: z.enum(['line', 'row']),
  rows: z
    .object({
      columns: z.array(z.string()),
      cells: z
        .array(z.array(z.string()))
        .describe('A row for each of the first positions; masked where cells are not to be shown.'),
    })
    .optional()
    .describe('The first offending rows: the columns of the check, then some others.'),
})

const origin = z.object({ file: z.string(), line: z.int().optional(), column: z.int().optional() })

/** How the levels of tests are divided among the batches of an endless series. */
export const horizons = ['spend'] as const
export type Horizon = (typeof horizons)[number]

/** Of what came of a check; the history refers to them by their places, so that new ones go to the end. */
export const outcomeStatuses = ['passed', 'failed', 'errored', 'inconclusive', 'vacuous', 'skipped'] as const

/** A batch as another one is compared with it. */
const batch = z.object({
  batch: z.int(),
  label: z.string().describe('What the user typed for its sample.'),
  startedAt: z.string(),
})

const outcomeHistory = z.object({
  findingSince: batch
    .optional()
    .describe('The first batch, of those in a row up to the one before, in which it was a finding, too.'),
  past: z
    .array(
      z.object({
        batch: z.int(),
        label: z.string(),
        status: z.enum(outcomeStatuses),
        value: z.number().optional(),
        limit: z.number().optional(),
      }),
    )
    .describe('The batches before, the oldest first, at most twelve.'),
  value: z.number().optional().describe('The number that the verdict rests on, in this batch.'),
  limit: z.number().optional(),
})

const outcome = z.object({
  id: z.string(),
  suite: z.string(),
  expectation: z.string(),
  category: z.enum(['schema', 'missing', 'range', 'values', 'statistics', 'drift', 'test']),
  columns: z.array(z.string()),
  severity: z.enum(['error', 'warning']),
  status: z.enum(outcomeStatuses),
  expected: z.string().describe('Completes "Expected …".'),
  found: z.string(),
  hint: z.string().optional().describe('Why it is as it was found, as far as that is certain.'),
  next: z.string().optional().describe('One thing to do about it.'),
  note: z.string().optional(),
  observed: z.record(z.string(), z.json()).optional(),
  unexpected: unexpected.optional(),
  test: test.optional(),
  charts: z.array(chart).optional(),
  history: outcomeHistory.optional().describe('The same check in the batches before.'),
  origin: origin.optional(),
  derivation: z.string().optional(),
})

const dataset = z.object({
  label: z.string().describe('What the user typed.'),
  files: z.array(z.string()),
  format: z.string(),
  rows: z.int(),
  columns: z.int(),
  bytes: z.int(),
  digest: z.string().optional(),
  remarks: z.array(z.string()),
  missing: z.number().optional().describe('The share of missing cells, where it was counted.'),
  artifact: z
    .object({ project: z.string(), name: z.string(), version: z.string(), digest: z.string() })
    .optional(),
})

const counts = z.object({
  total: z.int(),
  passed: z.int(),
  failed: z.int().describe('Every check of severity error that is neither passed nor skipped.'),
  warnings: z.int().describe('Every check of severity warning that is neither passed nor skipped.'),
  skipped: z.int(),
})

/** The result document: the truth that every report is a function of. */
export const resultSchema = z
  .object({
    schema: z.literal('mlcheck.result/1'),
    version: z.string().describe('The version of mlcheck.'),
    verdict: z.enum(['passed', 'failed', 'nothing-checked', 'interrupted']),
    exitCode: z.int(),
    counts,
    run: z.object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      milliseconds: z.number(),
      command: z.array(z.string()),
      engine: z.string(),
      failOn: z.enum(['error', 'warning']),
      commit: z.string().optional(),
      queries: z.object({ sample: z.int(), reference: z.int() }).describe('Scans per dataset.'),
      values: z.enum(valueDisplays).describe('How cells are shown.'),
    }),
    sample: dataset.optional(),
    reference: dataset.optional(),
    suites: z.array(
      z.object({
        name: z.string(),
        file: z.string().optional(),
        checks: z.int(),
        derived: z.boolean(),
        remarks: z.array(z.string()).optional().describe('What the suite leaves out, and why.'),
      }),
    ),
    families: z.array(
      z.object({
        family: z.string(),
        alpha: z.number(),
        correction: z.enum(corrections),
        size: z.int(),
        limit: z.number(),
      }),
    ),
    series: z
      .object({
        name: z.string(),
        batch: z.int().describe('Counts the different samples that were judged, from 1.'),
        horizon: z.enum(horizons).optional().describe('How alpha is divided among all batches.'),
        share: z.number().optional().describe('The share of every alpha that the batch may spend.'),
        confirm: z.int().optional().describe('A test has to fail in so many batches in a row.'),
      })
      .optional()
      .describe('The runs before that this one was judged with.'),
    comparison: batch
      .extend({
        run: z.string(),
        verdict: z.string(),
        newly: z.array(z.string()).describe('Ids of findings that were none in that batch.'),
        still: z.array(z.string()).describe('Ids of findings that were findings there, too.'),
        fixed: z.array(z.string()).describe('Ids of checks that were findings there and are met now.'),
        referenceChanged: z.boolean(),
      })
      .optional()
      .describe('What changed since the batch that was judged before.'),
    remarks: z.array(z.string()).optional().describe('What a reader has to know of the tests as a whole.'),
    columns: z
      .array(z.object({ name: z.string(), type: z.string() }))
      .describe("The sample's columns, in order."),
    outcomes: z.array(outcome),
  })
  .meta({ title: 'mlcheck result', id: 'mlcheck.result/1' })

export type Result = z.infer<typeof resultSchema>
export type Outcome = z.infer<typeof outcome>
export type OutcomeStatus = Outcome['status']
export type OutcomeHistory = z.infer<typeof outcomeHistory>
export type Unexpected = z.infer<typeof unexpected>
export type TestReport = z.infer<typeof test>
export type ResultCounts = z.infer<typeof counts>

/** Whether an outcome keeps the data out (severity error) or warns: everything but passed and skipped. */
export function isFinding({ status }: Pick<Outcome, 'status'>): boolean {
  return status !== 'passed' && status !== 'skipped'
}

/** The counts of a list of outcomes. */
export function countOutcomes(outcomes: readonly Outcome[]): ResultCounts {
  const findings = outcomes.filter(isFinding)
  const warnings = findings.filter(finding => finding.severity === 'warning').length
  return {
    total: outcomes.length,
    passed: outcomes.filter(outcome => outcome.status === 'passed').length,
    failed: findings.length - warnings,
    warnings,
    skipped: outcomes.filter(outcome => outcome.status === 'skipped').length,
  }
}
